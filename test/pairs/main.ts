import { extensionsIn } from "../../src/scratch/index.js";
import { type Engine, majorOf } from "../engines.js";
import {
  type Case,
  corpusFolder,
  corpusThere,
  dumps,
  ownPairs,
  pairs,
  sampled,
  sourceOf,
} from "./cases.js";
import { comparisons } from "./compare-engines.js";
import { type Options, optionsOf, usage } from "./options.js";
import type { Outcome } from "./outcome.js";
import { type Pin, pinOf, readPins, writePins } from "./pinned.js";
import { type Lane, runLanes } from "./pool.js";
import { countsTable, engineLines, share } from "./report.js";
import { type CorpusServer, corpusServer, shownServer } from "./server.js";
import { type Verdict, verdictOf } from "./verdict.js";
import type { WorkerSetup } from "./worker.js";

/** Runs schemas that other people wrote through diff, revision and proof; gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = optionsOf(argv);
  } catch (error) {
    say(`${(error as Error).message}\n${usage}`);
    return 2;
  }
  const cases = chosen(options);
  if (cases.length === 0) {
    say("no such case");
    return 2;
  }
  const server = options.engines.includes("server") ? await corpusServer() : undefined;
  try {
    if (server) {
      const dump = server.pgDump ? `compared by pg_dump ${server.pgDump.major}` : "";
      say(`server: ${shownServer(server)}, ${dump || `dumps are not compared: ${server.because}`}`);
    }
    const outcomes = await run(cases, options, server);
    return report(cases, outcomes, options, server);
  } finally {
    await server?.stop();
  }
}

function chosen({ dumps: whole, source, only, sample, seed }: Options): Case[] {
  const there = corpusThere();
  if (!there && source !== "own")
    say(
      `${corpusFolder} is not here (LIMBECK_CORPUS names another folder): test/corpus is run instead`,
    );
  const all = whole && there ? dumps() : there && source !== "own" ? pairs() : ownPairs();
  const fit = all.filter(
    ({ id }) => (only === undefined || id === only) && (!source || sourceOf(id) === source),
  );
  if (sample === undefined || sample >= fit.length) return fit;
  say(`${sample} of ${fit.length} cases, --seed ${seed}`);
  return sampled(fit, sample, seed);
}

/** Two processes: one for each engine, or both for the only one. */
async function run(
  cases: readonly Case[],
  { engines, deadline, only }: Options,
  server: CorpusServer | undefined,
): Promise<Outcome[]> {
  const known = new Set(readPins().map((pin) => `${pin.id} ${pin.engine} ${pin.stage}`));
  const outcomes: Outcome[] = [];
  const total = cases.length * engines.length;
  const took = (outcome: Outcome) => {
    outcomes.push(outcome);
    if (only !== undefined) say(`${outcome.engine}: ${outcome.failed?.reason ?? "passed"}`);
    else if (
      outcome.failed &&
      !known.has(`${outcome.id} ${outcome.engine} ${outcome.failed.stage}`)
    )
      for (const pin of pinOf(outcome)) say(line(pin));
    else if (outcomes.length % 100 === 0) say(`… ${outcomes.length} of ${total}`);
  };
  const setup = (engine: Engine): WorkerSetup => ({
    engine,
    extensions: extensionsIn(cases.flatMap(({ before, after }) => [before, after])),
    serverUrl: server?.url,
    pgDump: server?.pgDump,
  });
  const shares = engines.length > 1 ? 1 : 2;
  const majors = { ...majorOf, ...(server && { server: server.major }) };
  const lanes: Lane[] = engines.flatMap((engine) => {
    const fit = cases.filter(({ needs = 0 }) => needs <= majors[engine]);
    return Array.from({ length: shares }, (_, share) => ({
      setup: setup(engine),
      tasks: fit.filter((_, i) => i % shares === share).map((given) => ({ given })),
    }));
  });
  await runLanes(lanes, deadline, took);
  const tasks = comparisons(cases, outcomes).map((comparison) => ({ comparison }));
  await runLanes([{ setup: setup("pglite"), tasks }], deadline, took);
  return outcomes;
}

function report(
  cases: readonly Case[],
  outcomes: readonly Outcome[],
  options: Options,
  server: CorpusServer | undefined,
): number {
  const pins = readPins();
  const judging = { pins, major: server?.major, dumped: server?.pgDump !== undefined };
  const verdicts = cases.flatMap(({ id }) => {
    const own = outcomes.filter((o) => o.id === id);
    return own.length === 0 ? [] : [verdictOf(own, judging)];
  });
  if (options.pin) pinAnew(pins, verdicts);
  const list = (title: string, found: readonly Pin[]) => {
    if (found.length === 0) return;
    say(`\n${title}:`);
    for (const pin of found) say(line(pin));
  };
  say(`\n${countsTable(verdicts)}`);
  list(
    "known not to hold",
    verdicts.flatMap((v) => v.pinned),
  );
  list(
    "failed",
    verdicts.flatMap((v) => v.unpinned),
  );
  list(
    "holds by now: take it out of test/pairs/pinned.json",
    verdicts.flatMap((v) => v.green),
  );
  say(`\n${summary(verdicts, outcomes)}`);
  const passed = verdicts.filter((v) => v.passed).length;
  say(`corpus: ${passed} of ${verdicts.length} passed`);
  const surprising = verdicts.some((v) => v.unpinned.length > 0 || v.green.length > 0);
  return surprising && !options.pin ? 1 : 0;
}

function summary(verdicts: readonly Verdict[], outcomes: readonly Outcome[]): string {
  const loaded = verdicts.filter((v) => v.loaded);
  const passed = loaded.filter((v) => v.passed);
  const slowest = [...outcomes].sort((a, b) => b.ms - a.ms).slice(0, 3);
  const rows = outcomes.reduce((sum, o) => sum + o.rows, 0);
  return [
    ...engineLines(outcomes),
    `loaded: ${share(loaded.length, verdicts.length)} (98 % are wanted), of these passed: ${share(passed.length, loaded.length)} (99 % are wanted)`,
    `rows that were there before and after: ${rows}; changes that rows would stop, or that lose them as planned: ${outcomes.filter((o) => o.warnings.length > 0).length}`,
    `columns end in another physical order: ${outcomes.filter((o) => o.reordered).length}`,
    `slowest: ${slowest.map((o) => `${o.id} ${o.engine} ${(o.ms / 1000).toFixed(1)} s`).join(", ")}`,
  ].join("\n");
}

/** Of what was run; what was not run stays as it is. */
function pinAnew(pins: readonly Pin[], verdicts: readonly Verdict[]): void {
  const gone = new Set(verdicts.flatMap((v) => v.green));
  writePins([...pins.filter((pin) => !gone.has(pin)), ...verdicts.flatMap((v) => v.unpinned)]);
}

function line({ id, engine, stage, reason }: Pin): string {
  return `  ${id} · ${engine} · ${stage} · ${reason}`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
