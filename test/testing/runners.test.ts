import { execFile } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, inject, it } from "vitest";
import { buildCli, builtFile } from "../cli/built-cli.js";
import { testedProject } from "./project.js";

buildCli();

const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** What a user writes; the same but for where `it` comes from. */
const tests = (runner: string) => `import assert from "node:assert/strict";
import { it } from "${runner}";
import { migrationTests, testDatabase } from "limbeck/testing";

const url = process.env.TEST_URL;
await migrationTests({ url, skip: ["models-match"] });

const db = await testDatabase({ url });
for (const n of [1, 2])
  it("begins with an empty table, time " + n, async () => {
    assert.deepEqual(await db.query("SELECT * FROM vales"), []);
    await db.query("INSERT INTO vales (folio) VALUES ('V-1')");
  });
`;

function project() {
  const made = testedProject({
    "node.test.mjs": tests("node:test"),
    "vitest.test.mjs": tests("vitest"),
  });
  symlinkSync(builtFile(""), join(made.dir, "node_modules/limbeck"));
  symlinkSync(join(modules, "vitest"), join(made.dir, "node_modules/vitest"));
  return made;
}

async function run(cwd: string, args: readonly string[]): Promise<string> {
  const { NODE_OPTIONS, VITEST, VITEST_WORKER_ID, VITEST_POOL_ID, NODE_TEST_CONTEXT, ...rest } =
    process.env;
  const env = { ...rest, TEST_URL: inject("serverUrl"), NO_COLOR: "1" };
  const { stdout } = await promisify(execFile)(process.execPath, [...args], { cwd, env });
  return stdout;
}

it("registers with node:test", async () => {
  const said = await run(project().dir, ["--test", "--test-reporter=tap", "node.test.mjs"]);
  expect(said).toMatch(/# Subtest: go up, down and up again, one revision at a time\n\s*ok/);
  expect(said).toMatch(/# pass 7\n# fail 0\n# cancelled 0\n# skipped 1\n/);
});

it("registers with vitest", async () => {
  const vitest = join(modules, "vitest/vitest.mjs");
  const said = await run(project().dir, [vitest, "run", "--reporter=json", "vitest.test.mjs"]);
  expect(JSON.parse(said)).toMatchObject({
    success: true,
    numPassedTests: 7,
    numPendingTests: 1,
  });
});
