import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPage, root } from "./page.js";

/** The rows of the tables: what there is in Alembic, what is here, and the test that shows it. */
const rows = readPage("docs/alembic-reference.md")
  .text.split("\n")
  .filter(
    (line) =>
      line.startsWith("| ") && !/^\| (?:---|Alembic \||pytest-alembic \||there \|)/.test(line),
  )
  .map((line) => {
    const [there = "", here = "", shown = ""] = line.slice(2, -2).split(/ \| ?/);
    const [file = "", name = ""] = shown.split(" › ");
    return { there, here, file: file.trim(), name: name.trim() };
  });

describe("docs/alembic-reference.md", () => {
  it("names a test that exists in every row, or says why there is none", () => {
    expect(rows.length).toBeGreaterThan(200);
    const wrong = rows.filter(({ here, file, name }) =>
      file === "" ? !/\b(?:not yet|no need)\b/.test(here) : !exists(file, name),
    );
    expect(wrong).toEqual([]);
  });

  it("has a row for everything once", () => {
    const doubled = rows.filter(({ there }, at) => rows.findIndex((r) => r.there === there) !== at);
    expect(doubled.map(({ there }) => there)).toEqual([]);
  });
});

/** A test of the corpus is a folder. */
function exists(file: string, name: string): boolean {
  if (name === "" || !existsSync(join(root, file))) return false;
  if (file === "test/corpus.test.ts") return readdirSync(join(root, "test/corpus")).includes(name);
  return titlesIn(file).includes(name);
}

/** The titles of the tests of a file; not what merely says the same. */
function titlesIn(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/\(\s*(["'`])((?:\\.|(?!\1).)+)\1,\s*(?:async |[\w$]+|\{|\()/g)].map(
    (found) => found[2]!.replaceAll(/\\(.)/g, "$1"),
  );
}
