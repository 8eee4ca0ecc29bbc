import { describe, expect, it } from "vitest";
import { engines, openEngine } from "../engines.js";
import { changes, load, revisionBetween } from "../transition.js";

const columns = "id bigint generated always as identity, at date not null, note varchar(10)";
const plain = `create table events (${columns}, primary key (id, at));`;
const partitioned = `create table events (${columns}, primary key (id, at)) partition by range (at);
  create table events_25 partition of events for values from ('2025-01-01') to ('2026-01-01');
  create table events_rest partition of events default;`;
const byList = `create table events (${columns}, primary key (id, note)) partition by list (note);
  create table events_a partition of events for values in ('a');
  create table events_rest partition of events default;`;
const rows = `insert into events (at, note) values ('2025-05-01', 'a'), ('2026-05-01', 'b');`;

/** What `corpus/` cannot see: that the rows are the same, and the numbering goes on behind them. */
describe.each(engines)("on %s", (engine) => {
  it.each([
    ["a plain table becomes partitioned", plain, partitioned],
    ["the partition key changes", partitioned, byList],
  ])("%s and back: rows stay", async (_, a, b) => {
    const { connection, close } = await openEngine(engine);
    try {
      const to = await load(connection, b);
      const from = await load(connection, a);
      expect(changes(from, to).loses).toEqual([]);
      expect(changes(to, from).loses).toEqual([]);
      const { up, down } = await revisionBetween(from, to);
      await connection.script(rows);
      const found = async () =>
        connection.query("select id::int, at::text, note from events order by id");
      const before = await found();
      await up(connection);
      expect(await found()).toEqual(before);
      await down(connection);
      expect(await found()).toEqual(before);
      await connection.script("insert into events (at, note) values ('2025-01-01', 'c')");
      expect((await found()).at(-1)).toMatchObject({ id: 3 });
    } finally {
      await close();
    }
  });

  it("a partition that is detached keeps its rows while its table is made anew", async () => {
    const { connection, close } = await openEngine(engine);
    try {
      const to = await load(
        connection,
        `${byList.replace(/^.*events_rest.*$/m, "")}
        create table events_rest (id bigint not null, at date not null, note varchar(10), primary key (id, at));`,
      );
      const from = await load(connection, partitioned);
      const { up } = await revisionBetween(from, to);
      await connection.script(rows);
      await up(connection);
      const names = async (table: string) =>
        connection.query(`select note from ${table} order by 1`);
      expect(await names("events")).toEqual([{ note: "a" }]);
      expect(await names("events_rest")).toEqual([{ note: "b" }]);
    } finally {
      await close();
    }
  });
});
