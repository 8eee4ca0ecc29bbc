import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { age } from "../script/project-folder.js";
import { cliProject, revisionFile } from "./cli-project.js";

const name = (n: number) => `r${String(n).padStart(3, "0")}`;

/** Two lines of 110; the first line's end needs the other's. */
const files = Object.fromEntries(
  Array.from({ length: 220 }, (_, n) => {
    const down = n === 0 || n === 110 ? null : name(n - 1);
    const text = revisionFile(name(n), down, "");
    const needing = `export const dependsOn = ["${name(219)}"];\n${text}`;
    return [`migrations/${name(n)}.ts`, n === 109 ? needing : text];
  }),
);

test("what is kept of many files is what they say", async () => {
  const project = cliProject(files);
  for (const file of Object.keys(files)) age(join(project.dir, file));
  const kept = join(project.dir, ".limbeck/cache/heads-1.json");
  /** The same, first and again. */
  const both = async (line: string) => {
    rmSync(kept, { force: true });
    const first = await project.json<unknown>(line);
    expect(existsSync(kept)).toBe(true);
    expect(await project.json(line)).toEqual(first);
    return first;
  };
  expect(await both("heads")).toMatchObject([
    { revision: "r109", effectiveHead: false },
    { revision: "r219", effectiveHead: true },
  ]);
  expect(await both("heads --resolve-dependencies")).toMatchObject([{ revision: "r109" }]);
  for (const [stamp, revisions, atHead] of [
    ["r050", ["r050"], false],
    ["heads", ["r219", "r109"], true],
  ] as const) {
    await project.run(`stamp ${stamp}`);
    expect(await both("current")).toMatchObject({
      revisions: revisions.map((revision) => ({ revision })),
      heads: ["r109"],
      unknown: [],
      atHead,
    });
  }
});
