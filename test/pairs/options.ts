import { parseArgs } from "node:util";
import { type Engine, engines } from "../engines.js";

export interface Options {
  readonly engines: readonly Engine[];
  /** As many cases, chosen by the seed; all without it. */
  readonly sample: number | undefined;
  readonly seed: number;
  readonly source: string | undefined;
  /** One case, with everything that is known about it. */
  readonly only: string | undefined;
  /** Whole schemas instead of pairs. */
  readonly dumps: boolean;
  /** Writes what was found into the pinned file, for what was run. */
  readonly pin: boolean;
  /** Milliseconds for one case on one engine. */
  readonly deadline: number;
}

export const usage = `npm run corpus -- [options]
  --sample N      N cases, chosen by --seed (default 1)
  --source NAME   sqldef, apgdiff, migra, pgkit, or own: the transitions of test/corpus
  --only ID       one case, with all its text
  --engine NAME   pglite or server; both without it
  --dumps         whole schemas instead of pairs
  --deadline S    seconds for one case on one engine (default 120, for dumps 600)
  --pin           rewrite the pinned file from what this run finds`;

/** @throws {Error} in words for the user */
export function optionsOf(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      sample: { type: "string" },
      seed: { type: "string", default: "1" },
      source: { type: "string" },
      only: { type: "string" },
      engine: { type: "string" },
      dumps: { type: "boolean", default: false },
      deadline: { type: "string" },
      pin: { type: "boolean", default: false },
    },
  });
  const engine = engines.find((name) => name === values.engine);
  if (values.engine !== undefined && !engine) throw new Error(`no engine ${values.engine}`);
  return {
    engines: engine ? [engine] : engines,
    sample: values.sample === undefined ? undefined : count("--sample", values.sample),
    seed: count("--seed", values.seed),
    source: values.source,
    only: values.only,
    dumps: values.dumps || (values.only?.startsWith("dumps/") ?? false),
    pin: values.pin,
    deadline: 1000 * count("--deadline", values.deadline ?? (values.dumps ? "600" : "120")),
  };
}

function count(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} takes a whole number`);
  return value;
}
