import { expect, test, vi } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import type { LintReport, StatusReport } from "../../src/index.js";
import { withDatabase } from "../server.js";
import { cliProject } from "./cli-project.js";

// Each of these starts several throwaway databases.
vi.setConfig({ testTimeout: 180_000 });

const create = `import type { Operations } from "limbeck";
export const revision = "001";
export const downRevision = null;
export function upgrade(op: Operations) {
  op.createTable("vales", {
    columns: {
      id: { type: "integer" },
      folio: { type: "varchar(20)" },
      nota: { type: "text" },
    },
    primaryKey: ["id"],
  });
}
export function downgrade(op: Operations) {
  op.dropTable("vales");
}
`;

const change = `import type { Operations } from "limbeck";
export const revision = "002";
export const downRevision = "001";
export function upgrade(op: Operations) {
  op.alterColumn("vales", "folio", { type: "varchar(10)" });
  op.createIndex("ix_vales_folio", { table: "vales", columns: ["folio"] });
  op.dropColumn("vales", "nota");
}
export function downgrade(op: Operations) {
  op.addColumn("vales", "nota", { type: "text" });
  op.dropIndex("ix_vales_folio");
  op.alterColumn("vales", "folio", { type: "varchar(20)" });
}
`;

const started = () => cliProject({ "migrations/001_create.ts": create });

test("says where a database stands, what is pending, and what comes next", () =>
  withDatabase(async (url) => {
    const project = started();
    expect(await project.see(`status --url ${url}`)).toMatchInlineSnapshot(`
      "exit 3
      database: localhost:PORT/DATABASE as postgres
      at base

      pending  001  create

      Run what is pending: limbeck upgrade --url postgresql://postgres@localhost:PORT/DATABASE"
    `);
    await project.json(`upgrade --url ${url}`);
    expect(await project.see(`status --url ${url}`)).toMatchInlineSnapshot(`
      "exit 0
      database: localhost:PORT/DATABASE as postgres
      at 001  create

      nothing to do"
    `);
    project.write({ "migrations/002_change.ts": change });
    expect(await project.see(`status --url ${url}`)).toMatchInlineSnapshot(`
      "exit 3
      database: localhost:PORT/DATABASE as postgres
      at 001  create

      pending  002  change
               locks  vales: ACCESS EXCLUSIVE while all rows are written anew; reads and writes wait
                      instead: add a column of the new type, keep both alike by a trigger, fill old rows in batches, then change names
               locks  vales: SHARE while all rows are read; writes wait
                      instead: concurrently: true builds it while they go on, outside the transaction
               loses  values of column vales.nota

      Run what is pending, and keep what it loses: limbeck upgrade --url postgresql://postgres@localhost:PORT/DATABASE --backup"
    `);
    expect(await project.json<StatusReport>(`status --url ${url}`)).toMatchObject({
      ok: false,
      heads: ["002"],
      pending: [{ revision: "002" }],
    });
  }));

test("says what was edited since it ran, and what nobody knows", () =>
  withDatabase(async (url) => {
    const project = started();
    await project.json(`upgrade --url ${url}`);
    project.write({
      "migrations/001_create.ts": create.replace("varchar(20)", "text"),
    });
    expect(await project.see(`status --url ${url}`)).toMatchInlineSnapshot(`
      "exit 3
      database: localhost:PORT/DATABASE as postgres
      at 001  create

      edited   001: its file says something else than what ran

      Get the file of 001 back as it was, and put what is new into a revision of its own: limbeck generate --url postgresql://postgres@localhost:PORT/DATABASE"
    `);
    project.write({ "migrations/001_create.ts": create, "migrations/002_change.ts": change });
    await project.json(`upgrade --url ${url}`);
    project.remove("migrations/002_change.ts");
    expect(await project.see(`status --url ${url}`)).toMatchInlineSnapshot(`
      "exit 3
      database: localhost:PORT/DATABASE as postgres
      at 002

      unknown  002: not in the folder

      Get 002 back from another branch or a newer release, or take it back: limbeck downgrade --url postgresql://postgres@localhost:PORT/DATABASE REVISION --from-journal"
    `);
  }));

test("creates nothing where nothing was", () =>
  withDatabase(async (url) => {
    await started().see(`status --url ${url}`);
    const tables = await withConnection(url, {}, (connection) =>
      connection.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"),
    );
    expect(tables).toEqual([]);
  }));

test("judges what is pending, or a range without a database", () =>
  withDatabase(async (url) => {
    const project = started();
    await project.json(`upgrade --url ${url}`);
    expect(await project.see(`lint --url ${url}`)).toMatchInlineSnapshot(`
      "exit 0
      database: localhost:PORT/DATABASE as postgres
      0 revisions judged: nothing found"
    `);
    project.write({ "migrations/002_change.ts": change });
    expect(await project.see(`lint --url ${url}`)).toMatchInlineSnapshot(`
      "exit 3
      database: localhost:PORT/DATABASE as postgres
      002  change
        locks  vales: ACCESS EXCLUSIVE while all rows are written anew; reads and writes wait
               instead: add a column of the new type, keep both alike by a trigger, fill old rows in batches, then change names
        locks  vales: SHARE while all rows are read; writes wait
               instead: concurrently: true builds it while they go on, outside the transaction
        losses  values of column vales.nota

      1 revision judged: 3 findings"
    `);
    expect(await project.see("lint base:001")).toMatchInlineSnapshot(`
      "exit 0
      1 revision judged: nothing found"
    `);
    expect(await project.see("lint 002: -q")).toMatchInlineSnapshot(`
      "exit 3
      002  change
        locks  vales: ACCESS EXCLUSIVE while all rows are written anew; reads and writes wait
               instead: add a column of the new type, keep both alike by a trigger, fill old rows in batches, then change names
        locks  vales: SHARE while all rows are read; writes wait
               instead: concurrently: true builds it while they go on, outside the transaction
        losses  values of column vales.nota"
    `);
    // Of a table that comes with them, nothing is held against anybody.
    expect(await project.json<LintReport>("lint base:head")).toMatchObject({ ok: true });
    expect(await project.fails("lint 002")).toMatchInlineSnapshot(`
      "exit 2
      ! error "002" is not a revision identifier: a range has a ":"
      !   → A range is FROM:TO, FROM: or :TO, as in base:head, 1975ea:, -3:current or current:+2.
      !   revision-malformed"
    `);
  }));
