import { describe, expect, test } from "vitest";
import { operationKinds, readCatalog } from "../../src/dialect/index.js";
import { withConnection } from "../../src/driver/engines.js";
import { isStronger, type LockMode, locksOf, type TableLock } from "../../src/lint/index.js";
import { type AnyOperation, type Operations, recorder, sql } from "../../src/operation/index.js";
import { planStatements } from "../../src/plan/index.js";
import { withDatabase } from "../server.js";

// What the rules say is compared with what a server does: its own list of locks, whether a table
// got another file, and whether it was read from one end to the other.

const setup = `
  CREATE TYPE state AS ENUM ('open', 'paid');
  CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
  CREATE TABLE clients (id bigint PRIMARY KEY, name varchar(40) NOT NULL, notes text);
  CREATE TABLE vales (
    id bigint PRIMARY KEY, client_id bigint, folio varchar(20), amount numeric(10,2),
    state state DEFAULT 'open', at timestamp, n integer, slug text,
    CONSTRAINT vales_client_fkey FOREIGN KEY (client_id) REFERENCES clients (id)
  );
  ALTER TABLE vales ADD CONSTRAINT vales_n_check CHECK (n > 0) NOT VALID;
  CREATE INDEX ix_vales_folio ON vales (folio);
  CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
  CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
  CREATE TABLE events_rest PARTITION OF events DEFAULT;
  CREATE TABLE events_2026 (id bigint, at date NOT NULL);
  CREATE TABLE notes (id bigint);
  CREATE VIEW open_vales AS SELECT id FROM vales;
  CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM vales;
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
  CREATE TRIGGER vales_touch BEFORE UPDATE ON vales FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE POLICY everybody ON vales USING (true);
  INSERT INTO clients VALUES (1, 'a');
  INSERT INTO vales VALUES (1, 1, 'A-1', 10, 'open', now(), 1, 's');
  INSERT INTO notes VALUES (1);
  INSERT INTO events_2026 VALUES (1, '2026-02-01');
  INSERT INTO events VALUES (1, '2024-01-01'), (2, '2025-01-01');
`;

const text = (more: object = {}) => ({ type: "text", ...more });

/** Each is a revision of its own on the tables above. */
const cases: Readonly<Record<string, (op: Operations) => void>> = {
  "a table with a key to another": (op) =>
    op.createTable("lines", {
      columns: { vale_id: { type: "bigint" } },
      foreignKeys: { k: { columns: ["vale_id"], references: { table: "vales", columns: ["id"] } } },
    }),
  "a partition": (op) =>
    op.createTable("events_2027", {
      partitionOf: {
        table: "events",
        bound: sql`FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')`,
      },
    }),
  "a table that inherits": (op) =>
    op.createTable("more_notes", { columns: {}, inherits: [{ table: "notes" }] }),
  "drop table": (op) => op.dropTable("notes"),
  "drop table with a key": (op) => {
    op.dropMaterializedView("totals");
    op.dropView("open_vales");
    op.dropTable("vales");
  },
  "drop a partition": (op) => op.dropTable("events_2025"),
  "rename table": (op) => op.renameTable("notes", "remarks"),
  unlogged: (op) => op.alterTable("notes", { unlogged: true }),
  "row security": (op) => op.alterTable("notes", { rowSecurity: true }),
  "storage parameters": (op) => op.alterTable("notes", { with: { fillfactor: "70" } }),
  "replica identity": (op) => op.alterTable("notes", { replicaIdentity: "full" }),
  "comment on a table": (op) => op.alterTable("notes", { comment: "remarks" }),
  "attach a partition": (op) =>
    op.attachPartition("events_2026", {
      partitionOf: {
        table: "events",
        bound: sql`FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`,
      },
    }),
  "detach a partition": (op) =>
    op.detachPartition("events_2025", { partitionOf: { table: "events" } }),

  "add column": (op) => op.addColumn("vales", "more", text()),
  "add column with a constant": (op) => op.addColumn("vales", "more", text({ default: "x" })),
  "add column with now()": (op) =>
    op.addColumn("vales", "more", { type: "timestamptz", default: sql`now()`, notNull: true }),
  "add column with random()": (op) =>
    op.addColumn("vales", "more", { type: "float8", default: sql`random()` }),
  "add serial": (op) => op.addColumn("vales", "more", { type: "bigserial" }),
  "add identity": (op) => op.addColumn("vales", "more", { type: "bigint", identity: "always" }),
  "add a stored column": (op) =>
    op.addColumn("vales", "more", { type: "text", generated: sql`folio || 'x'` }),
  "add a column of a domain": (op) => op.addColumn("vales", "more", { type: "positive" }),
  "drop column": (op) => op.dropColumn("vales", "slug"),
  "rename column": (op) => op.renameColumn("vales", "slug", "short"),
  "longer varchar": (op) => op.alterColumn("vales", "folio", { type: "varchar(40)" }),
  "varchar to text": (op) => op.alterColumn("vales", "folio", { type: "text" }),
  "shorter varchar": (op) => op.alterColumn("vales", "folio", { type: "varchar(10)" }),
  "text to varchar": (op) => op.alterColumn("vales", "slug", { type: "varchar" }),
  "text to varchar(9)": (op) => op.alterColumn("vales", "slug", { type: "varchar(9)" }),
  "larger numeric": (op) => op.alterColumn("vales", "amount", { type: "numeric(14,2)" }),
  "numeric of another scale": (op) => op.alterColumn("vales", "amount", { type: "numeric(14,4)" }),
  "numeric without limits": (op) => op.alterColumn("vales", "amount", { type: "numeric" }),
  "integer to bigint": (op) => {
    op.dropConstraint("vales_n_check", { table: "vales" });
    op.alterColumn("vales", "n", { type: "bigint" });
  },
  "timestamp without its microseconds": (op) =>
    op.alterColumn("vales", "at", { type: "timestamp(3)" }),
  "set not null": (op) => op.alterColumn("vales", "folio", { notNull: true }),
  "drop not null": (op) => op.alterColumn("clients", "name", { notNull: false }),
  default: (op) => op.alterColumn("vales", "folio", { default: "x" }),
  "column statistics": (op) => op.alterColumn("vales", "folio", { statistics: 500 }),
  "column storage": (op) => op.alterColumn("vales", "slug", { storage: "external" }),
  "comment on a column": (op) => op.alterColumn("vales", "folio", { comment: "number" }),

  "primary key": (op) =>
    op.createPrimaryKey("notes_pkey", { table: "events_2026", columns: ["id"] }),
  unique: (op) => op.createUniqueConstraint("u", { table: "vales", columns: ["folio"] }),
  check: (op) => op.createCheckConstraint("c", { table: "vales", check: sql`n > 0` }),
  "check, not valid": (op) =>
    op.createCheckConstraint("c", { table: "vales", check: sql`n > 0`, notValid: true }),
  validate: (op) => op.alterConstraint("vales_n_check", { table: "vales", validate: true }),
  "foreign key": (op) =>
    op.createForeignKey("k", {
      table: "vales",
      columns: ["client_id"],
      references: { table: "clients", columns: ["id"] },
    }),
  "foreign key, not valid": (op) =>
    op.createForeignKey("k", {
      table: "vales",
      columns: ["client_id"],
      references: { table: "clients", columns: ["id"] },
      notValid: true,
    }),
  "drop check": (op) => op.dropConstraint("vales_n_check", { table: "vales" }),
  "drop foreign key": (op) => op.dropConstraint("vales_client_fkey", { table: "vales" }),
  "rename constraint": (op) => op.renameConstraint("vales_n_check", "c", { table: "vales" }),
  deferrable: (op) => op.alterConstraint("vales_client_fkey", { table: "vales", deferrable: true }),
  "comment on a constraint": (op) =>
    op.alterConstraint("vales_n_check", { table: "vales", comment: "c" }),

  index: (op) => op.createIndex("ix", { table: "vales", columns: ["n"] }),
  "drop index": (op) => op.dropIndex("ix_vales_folio"),

  trigger: (op) =>
    op.createTrigger("t", {
      table: "vales",
      when: "after",
      events: ["insert"],
      execute: "touch()",
    }),
  "drop trigger": (op) => op.dropTrigger("vales_touch", { table: "vales" }),
  "rename trigger": (op) => op.renameTrigger("vales_touch", "t", { table: "vales" }),
  "trigger off": (op) => op.alterTrigger("vales_touch", { table: "vales", enabled: "never" }),
  policy: (op) => op.createPolicy("p", { table: "vales" }),
  "drop policy": (op) => op.dropPolicy("everybody", { table: "vales" }),
  "alter policy": (op) => op.alterPolicy("everybody", { table: "vales", using: sql`n > 1` }),
  rule: (op) =>
    op.createRule("r", { table: "vales", event: "delete", instead: true, commands: [] } as never),
  statistics: (op) => op.createStatistics("s", { table: "vales", columns: ["n", "folio"] }),
  owner: (op) => op.alterOwner({ of: { table: "notes" }, to: "pg_monitor" }),
  "replace view": (op) =>
    op.replaceView("open_vales", { as: sql`SELECT id, n FROM vales` } as never),
  "drop view": (op) => op.dropView("open_vales"),
  refresh: (op) => op.refreshMaterializedView("totals"),
  "replace enum": (op) =>
    op.replaceEnum("state", {
      values: ["open"],
      columns: [{ table: "vales", column: "state", default: "open" }],
    }),
  "bulk insert": (op) => op.bulkInsert("notes", [{ id: 2 }]),

  "SQL: an index": (op) => op.execute("CREATE UNIQUE INDEX ix ON vales (folio)"),
  "SQL: a check": (op) => op.execute("ALTER TABLE vales ADD CONSTRAINT c CHECK (n > 0)"),
  "SQL: set not null": (op) => op.execute("ALTER TABLE vales ALTER COLUMN folio SET NOT NULL"),
  "SQL: a type": (op) =>
    op.execute('ALTER TABLE "public"."vales" ALTER slug TYPE bytea USING NULL'),
  "SQL: drop a column": (op) => op.execute("ALTER TABLE vales DROP COLUMN slug"),
  "SQL: truncate": (op) => op.execute("TRUNCATE notes"),
  "SQL: an update of some": (op) => op.execute("UPDATE notes SET id = 3 WHERE id = 1"),
  "SQL: two statements": (op) =>
    op.execute("DELETE FROM notes WHERE id = 9; DROP TABLE events_2026"),
};

/** What the server does to the whole table, and in a moment, or to the rows an index finds. */
const short = new Set(["SQL: truncate", "SQL: an update of some", "SQL: two statements"]);

interface Seen {
  readonly lock: LockMode;
  readonly work?: TableLock["work"];
}

describe("locks", () => {
  test("are those that a server takes", () =>
    withDatabase((url) =>
      withConnection(url, {}, async (connection) => {
        await connection.script(setup);
        const before = await readCatalog(connection, {});
        const told: Record<string, unknown> = {};
        const taken: Record<string, unknown> = {};
        for (const [name, revision] of Object.entries(cases)) {
          const operations: AnyOperation[] = [];
          const record = (operation: AnyOperation) => void operations.push(operation);
          revision(recorder(operationKinds, { record, query: async () => [] }));
          const statements = planStatements(operations, connection.server).map((s) => s.sql);
          const seen = strongest(await measure(connection, statements));
          told[name] = strongest(locksOf(operations, before));
          taken[name] = short.has(name) ? onlyLocks(seen) : seen;
        }
        expect(told).toEqual(taken);
      }),
    ));
});

type Connection = Parameters<Parameters<typeof withConnection>[2]>[0];

/** What holds a lock that others can notice: readers' locks and those of tables it reads do not. */
async function measure(connection: Connection, statements: readonly string[]) {
  await connection.script(
    `BEGIN; CREATE TEMP TABLE files ON COMMIT DROP AS
     SELECT oid, oid::regclass::text AS name, relfilenode AS file,
       coalesce(pg_stat_get_xact_numscans(oid), 0) AS scans FROM pg_class
     WHERE relkind IN ('r', 'p', 'v', 'm') AND relnamespace = 'public'::regnamespace`,
  );
  try {
    await connection.script(statements.join(";\n"));
    const rows = await connection.query<{
      name: string;
      mode: string;
      again: boolean;
      scans: number;
    }>(
      `SELECT f.name, l.mode, coalesce(c.relfilenode <> f.file, false) AS again,
         (coalesce(pg_stat_get_xact_numscans(f.oid), 0) - f.scans)::int AS scans
       FROM pg_locks l JOIN files f ON f.oid = l.relation LEFT JOIN pg_class c ON c.oid = f.oid
       WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation'`,
    );
    const found: TableLock[] = rows.map(({ name, mode, again, scans }) => ({
      table: name,
      lock: mode
        .replace(/Lock$/, "")
        .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
        .toUpperCase() as LockMode,
      ...(again ? { work: "rewrite" as const } : scans > 0 ? { work: "scan" as const } : {}),
    }));
    return found.filter(({ lock }) => lock !== "ACCESS SHARE");
  } finally {
    await connection.script("ROLLBACK");
  }
}

function onlyLocks(seen: Readonly<Record<string, Seen>>): Readonly<Record<string, Seen>> {
  return Object.fromEntries(Object.entries(seen).map(([table, { lock }]) => [table, { lock }]));
}

function strongest(locks: readonly TableLock[]): Readonly<Record<string, Seen>> {
  const found: Record<string, Seen> = {};
  for (const { table, lock, work } of locks) {
    const known = found[table];
    const most = known && !isStronger(lock, known.lock) ? known.lock : lock;
    const all = [known?.work, work];
    const worst = all.includes("rewrite") ? "rewrite" : all.includes("scan") ? "scan" : undefined;
    found[table] = { lock: most, ...(worst && { work: worst }) };
  }
  return found;
}
