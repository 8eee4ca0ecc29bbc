import { expect, inject, it } from "vitest";
import { type MigrationTestsOptions, migrationTests } from "../../src/testing/index.js";
import { revisionFile } from "../cli/cli-project.js";
import { created, longer, testedProject } from "./project.js";

/** A runner that runs at once, and says of each test how it ended. */
async function outcome(options: MigrationTestsOptions): Promise<Record<string, string>> {
  const ended: Record<string, string> = {};
  const bodies: [string, () => Promise<void>][] = [];
  const it = (name: string, _: object, body: () => Promise<void>) => bodies.push([name, body]);
  it.skip = (name: string) => {
    ended[name] = "skipped";
  };
  const describe = (_: string, body: () => void) => body();
  let close = async () => {};
  const afterAll = (body: () => Promise<void>) => {
    close = body;
  };
  await migrationTests({ ...options, runner: { describe, it, afterAll } });
  for (const [name, body] of bodies)
    ended[name] = await body().then(
      () => "ok",
      (error: Error) => error.message,
    );
  await close();
  return ended;
}

const good = {
  "have one head": "ok",
  "upgrade an empty database to the heads": "ok",
  "build what the models say": "ok",
  "go up, down and up again, one revision at a time": "ok",
  "leave no trace when they are taken back": "ok",
  "know every model there is": "ok",
};

it("passes migrations that are right, on an embedded database and on a server", async () => {
  const { dir: cwd } = testedProject();
  const rows = { before: { [longer]: { vales: { folio: "V-1" } } } };
  expect(await outcome({ cwd, rows })).toEqual(good);
  expect(await outcome({ cwd, rows, url: inject("serverUrl") })).toEqual(good);
});

it("finds what is wrong, and says what to do", async () => {
  const id = "27c6a30d7c24";
  const { dir: cwd } = testedProject({
    "migrations/27c6a30d7c24_status.ts": revisionFile(
      id,
      longer,
      'op.addColumn("vales", "status", { type: "text" }); op.execute("CREATE TABLE left_over (id int)");',
      'op.dropColumn("vales", "status");',
    ),
    "migrations/fork.ts": revisionFile("fork", created, ""),
    "src/models/archive/old.ts": `import { pgTable, text } from "drizzle-orm/pg-core";
export const old = pgTable("old", { name: text() });
`,
    "src/models/archive/words.ts": "export const words = ['no model'];\n",
  });
  const found = await outcome({ cwd, url: inject("serverUrl") });
  expect(found["have one head"]).toMatch(/there are 2 heads: .*\n→ Join them: limbeck revision/s);
  expect(found["upgrade an empty database to the heads"]).toBe("ok");
  expect(found["build what the models say"]).toMatch(/column vales\.status[\s\S]*limbeck generate/);
  expect(found["go up, down and up again, one revision at a time"]).toMatch(/left_over/);
  expect(found["leave no trace when they are taken back"]).toMatch(
    new RegExp(`^${id} leaves something behind[\\s\\S]*table left_over: should not be there`),
  );
  expect(found["know every model there is"]).toMatch(
    /src\/models\/archive\/old\.ts defines table old\n→ Widen the pattern/,
  );
});

it("goes down no further than it may, and skips aloud", async () => {
  const { dir: cwd } = testedProject({
    "migrations/27c6a30d7c24_oneway.ts": revisionFile("27c6a30d7c24", longer, "", null),
  });
  const options = { cwd, url: inject("serverUrl"), skip: ["models-match", "all-models"] } as const;
  const oneWay = await outcome(options);
  expect(oneWay["go up, down and up again, one revision at a time"]).toMatch(/has no downgrade/);
  expect(await outcome({ ...options, downTo: "head" })).toEqual({
    ...good,
    "build what the models say": "skipped",
    "know every model there is": "skipped",
  });
});
