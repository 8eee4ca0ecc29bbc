import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { lacks, withServerDatabase } from "../../testing/databases.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const result = (name: string) => readFileSync(`${cwd}/migration-results/${name}`, "utf8");
const reason = await lacks("postgis");

it("every step of the workflow is one of npm run ci", () => {
  const workflow = readFileSync(`${cwd}/.github/workflows/migrations.yml`, "utf8");
  const steps = [...workflow.matchAll(/npm run ci -- (\w+)/g)].map(([, step]) => step);
  expect(steps).toEqual(["syntax", "apply", "status", "rollback"]);
  expect(workflow).toContain("path: systems/arxos/migration-results");
  expect(workflow).toContain("--body-file migration-results/report.md");
});

describe.skipIf(reason !== undefined)(
  reason ? `real server (skipped: ${reason})` : "real server",
  () => {
    it(
      "applies, looks, rolls back, and leaves a report and the timings",
      { timeout: 900_000 },
      () =>
        withServerDatabase("arxos", process.env.DATABASE_URL ?? "", async ({ url }) => {
          const { GITHUB_BASE_REF: _, ...env } = process.env;
          await promisify(execFile)(process.execPath, ["ci.mjs"], {
            cwd,
            env: { ...env, DATABASE_URL: url },
          });
          const report = result("report.md");
          for (const step of ["syntax", "apply", "status", "rollback"])
            expect(report).toContain(`✅ **${step}**`);
          expect(report).toContain("CREATE EXTENSION postgis");
          const events = result("timings.jsonl")
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line));
          expect(events).toContainEqual(
            expect.objectContaining({
              revision: "001_create_initial_schema",
              ms: expect.any(Number),
            }),
          );
        }),
    );
  },
);
