import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ReadOptions } from "../../src/dialect/index.js";
import { corpusRoles, neededMajor, readEverything } from "../transition.js";

/** Two states of one database; for a whole schema the first is empty. */
export interface Case {
  /** `sqldef/indices-addindex`; its first part is the source. */
  readonly id: string;
  readonly before: string;
  readonly after: string;
  /** What has to be there first. */
  readonly roles: readonly string[];
  /** A whole schema: also read as models. */
  readonly dump: boolean;
  /** What is compared besides what always is. */
  readonly read: ReadOptions;
  /** The lowest major version of PostgreSQL that knows what the states say. */
  readonly needs?: number;
}

const project = fileURLToPath(new URL("../..", import.meta.url));

/** The schemas of others lie beside the project: their licences are not ours. */
export const corpusFolder = resolve(project, process.env.LIMBECK_CORPUS ?? "../shared/corpus");

export function corpusThere(): boolean {
  return existsSync(join(corpusFolder, "pairs.jsonl"));
}

export function pairs(): Case[] {
  const lines = readFileSync(join(corpusFolder, "pairs.jsonl"), "utf8").trim().split("\n");
  return lines.map((line) => {
    const pair = JSON.parse(line) as Partial<Case> & {
      id: string;
      setup?: string;
    };
    const setup = pair.setup === undefined ? "" : `${pair.setup};\n`;
    return {
      id: pair.id,
      before: setup + (pair.before ?? ""),
      after: setup + (pair.after ?? ""),
      roles: pair.roles ?? [],
      dump: false,
      read: {},
    };
  });
}

export function dumps(): Case[] {
  const folder = join(corpusFolder, "dumps");
  return readdirSync(folder).map((name) => ({
    id: `dumps/${name}`,
    before: "",
    after: readFileSync(join(folder, name, "schema.sql"), "utf8"),
    roles: [],
    dump: true,
    read: {},
  }));
}

/** The project's own transitions, which `test/corpus.test.ts` runs too. */
export function ownPairs(): Case[] {
  const folder = join(project, "test/corpus");
  return readdirSync(folder).map((name) => {
    const side = (file: string) => readFileSync(join(folder, name, file), "utf8");
    const before = side("a.sql");
    return {
      id: `own/${name}`,
      before,
      after: side("b.sql"),
      roles: corpusRoles,
      dump: false,
      read: readEverything,
      needs: neededMajor(before),
    };
  });
}

export function sourceOf(id: string): string {
  return id.slice(0, id.indexOf("/"));
}

/** What a case is about, as far as its name says so. */
export function subjectOf(id: string): string {
  const words = id.slice(id.indexOf("/") + 1).split("-");
  const source = sourceOf(id);
  if (source === "sqldef") return words[0]!;
  if (source === "apgdiff") return words.length > 1 && verbs.has(words[0]!) ? words[1]! : words[0]!;
  return source === "own" || source === "dumps" ? words[0]! : words.join("-").replace(/\d+$/, "");
}

const verbs = new Set(["add", "alter", "change", "create", "drop", "grant", "modify", "revoke"]);

/** A part of a list, the same for the same seed. */
export function sampled<T>(list: readonly T[], size: number, seed: number): T[] {
  let state = seed;
  const random = () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
  return list
    .map((item, at) => ({ item, at, turn: random() }))
    .sort((a, b) => a.turn - b.turn)
    .slice(0, size)
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
