import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { withServerDatabase } from "../../testing/databases.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const server = process.env.DATABASE_URL;

/** As a developer runs it: on a database of the server that is set, or on an embedded one. */
async function walk(script: string): Promise<string> {
  const run = async (variables: Record<string, string>) => {
    const { DATABASE_URL: _, CI: __, ...rest } = process.env;
    const env = { ...rest, NODE_ENV: "development", ...variables };
    return (await promisify(execFile)(process.execPath, [script], { cwd, env })).stdout;
  };
  if (!server) return run({});
  return withServerDatabase("memorymeet", server, ({ url }) => run({ DATABASE_URL: url }));
}

it("scenario 1: a column with comment and default is added", async () => {
  const said = await walk("walkthroughs/1-add-column.mjs");
  expect(said).toContain('comment: "Rating de calidad del PRD generado (0.0 - 5.0)"');
  expect(said).toMatch(/upgraded 164cf67dea8e → \w+: 1 revision\n/);
  expect(said).toMatch(/equal: the models and the database, 49 objects\n$/);
});

it("scenario 2: a new table is found without registering it", async () => {
  const said = await walk("walkthroughs/2-create-table.mjs");
  expect(said).toContain('op.createTable("notifications"');
  expect(said).toContain('op.createIndex("ix_notifications_user_id"');
  expect(said).toMatch(/equal: the models and the database, 56 objects\n$/);
});

it("scenario 3: a revision is taken back, mended and applied again", async () => {
  const said = await walk("walkthroughs/3-rollback.mjs");
  expect(said).toMatch(
    /downgraded (\w+) → 164cf67dea8e: 1 revision[\s\S]*upgraded 164cf67dea8e → \1:/,
  );
  expect(said).toMatch(/equal: the models and the database, 49 objects\n$/);
});
