import { execFile, execFileSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { canonicalArrays } from "../../src/dialect/postgres/expression.js";

export interface PgDump {
  readonly path: string;
  readonly major: number;
  /** The folder of a server of the same version, where one is installed beside it. */
  readonly serverBin: string | undefined;
}

/** The `pg_dump` that `PGDUMP` names, or the first on the path. */
export function findPgDump(): PgDump | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const path = process.env.PGDUMP ?? folders.map((f) => join(f, "pg_dump")).find(existsSync);
  if (path === undefined || !existsSync(path)) return undefined;
  const said = execFileSync(path, ["--version"], { encoding: "utf8" });
  const major = Number(/ (\d+)/.exec(said)?.[1]);
  const bins = [dirname(realpathSync(path)), `/usr/lib/postgresql/${major}/bin`];
  const serverBin = bins.find((bin) =>
    ["postgres", "initdb"].every((p) => existsSync(join(bin, p))),
  );
  return { path, major, serverBin };
}

/** A database's schema as `pg_dump` writes it. Owners are off unless asked for, here as in plans. */
export async function dumpSchema({ path }: PgDump, url: string, owners = false): Promise<string> {
  const args = ["--schema-only", ...(owners ? [] : ["--no-owner"]), url];
  const { stdout } = await promisify(execFile)(path, args, { maxBuffer: 64 << 20 });
  return stdout;
}

/** What a dump says apart from the order in which it does: entries sorted, columns and grants in them. */
export function sortedDump(text: string): string[] {
  return entriesOf(text).map(withOneSpelling).map(withSortedSets).map(withSortedLines).sort();
}

/** Whether two dumps with the same entries have columns in another order. */
export function otherOrder(one: string, two: string): boolean {
  return entriesOf(one).sort().join() !== entriesOf(two).sort().join();
}

/** The entries that only one of two dumps has, `-` of the first and `+` of the second. */
export function dumpDifference(found: string, wanted: string): string[] {
  const [left, right] = [sortedDump(found), sortedDump(wanted)];
  return [
    ...without(left, right).map((e) => `- ${e}`),
    ...without(right, left).map((e) => `+ ${e}`),
  ];
}

/** The first line that entries of one name do not share: short enough for a list. */
export function firstLine([first = "", ...rest]: readonly string[]): string {
  const [name = "", ...lines] = first.slice(2).split("\n");
  const other = rest.find((entry) => entry.startsWith(`+ ${name}\n`))?.split("\n") ?? [];
  const only = lines.find((line) => line !== "" && !other.includes(line));
  const missing = other.find((line, i) => i > 0 && !lines.includes(line));
  const what = [only && `- ${only.trim()}`, missing && `+ ${missing.trim()}`].filter(Boolean);
  return `${first.slice(0, 2)}${name.replace(/^-- Name: /, "").replace(/; Owner: .*/, "")}: ${what.join(" ")}`;
}

function without(list: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(other, (counts.get(other) ?? 0) + 1);
  return list.filter((item) => {
    const count = counts.get(item) ?? 0;
    counts.set(item, count - 1);
    return count <= 0;
  });
}

/** Each `-- Name: …; Type: …` with what follows it; the settings at the top say nothing. */
function entriesOf(text: string): string[] {
  const noise =
    /^(?:SET default_(?:tablespace|table_access_method) = .*|\\(?:un)?restrict .*|--)?\n/gm;
  const [, ...entries] = text
    .replace(/\n--\n-- PostgreSQL database dump complete\n--\n[\s\S]*$/, "\n")
    .split(/^--\n(?=-- Name: )/m);
  return entries.map((entry) => entry.replace(noise, "").trim());
}

/**
 * PostgreSQL has two spellings for the list in `IN ('x', 'y')` on a varchar: its own, and what becomes
 * of that when it is loaded again, as every dump is.
 */
function withOneSpelling(entry: string): string {
  const bare = entry
    .replace(/\((ARRAY\[[^\]]*\])\)::/g, "$1::")
    .replace(/\(('(?:[^']|'')*'::character varying(?:\(\d+\))?)\)::/g, "$1::");
  return canonicalArrays(bare);
}

/** The tags of an event trigger, and the columns of statistics, which follow their order in the table. */
function withSortedSets(entry: string): string {
  const sorted = (list: string) => list.split(", ").sort().join(", ");
  if (/^-- Name: .*; Type: EVENT TRIGGER;/.test(entry))
    return entry.replace(/(TAG IN \()([^)]*)/, (_, head, list) => head + sorted(list));
  if (/^-- Name: .*; Type: STATISTICS;/.test(entry))
    return entry.replace(/( ON )(.+)( FROM )/, (_, on, list, from) => on + sorted(list) + from);
  return entry;
}

function withSortedLines(entry: string): string {
  if (/^-- Name: .*; Type: (?:DEFAULT )?ACL;/.test(entry))
    return entry.split("\n").sort().join("\n");
  if (!/^-- Name: .*; Type: (?:FOREIGN )?(?:TABLE|TYPE);/.test(entry)) return entry;
  return entry.replace(/ \(\n([\s\S]*?)\n\)/, (_, body: string) => {
    const lines = body.split("\n").map((line) => line.trim().replace(/,$/, ""));
    return ` (\n${lines.sort().join("\n")}\n)`;
  });
}
