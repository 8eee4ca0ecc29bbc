import { fileURLToPath } from "node:url";
import { check, current, downgrade, upgrade } from "limbeck";
import { beforeAll, describe, expect, it } from "vitest";
import { type OpenDatabase, onBothDatabases } from "../../testing/databases.js";
import { columnsOf, constraintsOf, indexesOf, tablesOf } from "../../testing/structure.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const head = "164cf67dea8e";

await onBothDatabases("memorymeet", (database) => {
  describe("the seventeen", () => {
    let open: OpenDatabase;
    beforeAll(async () => {
      await upgrade({ cwd, url: database.url });
      open = await database.open();
      return () => open.close();
    });

    const exists = async (table: string) =>
      (await open.query("select to_regclass($1) is not null as found", [table]))[0]?.found;
    const constraints = (table: string) => constraintsOf(open.query, table);
    const referenceOf = async (name: string) =>
      (
        await open.query(
          "select pg_get_constraintdef(oid) as text from pg_constraint where conname = $1",
          [name],
        )
      )[0]?.text;

    it("test_should_have_meetings_table", async () => expect(await exists("meetings")).toBe(true));
    it("test_should_have_prds_table", async () => expect(await exists("prds")).toBe(true));
    it("test_should_have_tasks_table", async () => expect(await exists("tasks")).toBe(true));
    it("test_should_have_alembic_version_table", async () =>
      expect(await exists("alembic_version")).toBe(true));

    it("test_meetings_table_should_have_required_columns", async () => {
      const columns = await columnsOf(open.query, "meetings");
      expect(columns).toEqual({
        id: "character varying(50) not null",
        user_id: "character varying(50) not null",
        title: "character varying(200) not null",
        description: "text",
        audio_url: "character varying(500)",
        transcription: "text",
        language: "character varying(10) not null",
        status: "character varying(20) not null",
        duration_seconds: "integer",
        created_at: "timestamp with time zone not null",
        updated_at: "timestamp with time zone not null",
        processed_at: "timestamp with time zone",
      });
      expect(Object.keys(columns)).toHaveLength(12);
    });
    it("test_prds_table_should_have_required_columns", async () => {
      expect(await columnsOf(open.query, "prds")).toEqual({
        id: "character varying(50) not null",
        meeting_id: "character varying(50) not null",
        title: "character varying(200) not null",
        requirements: "json not null",
        status: "character varying(20) not null",
        created_at: "timestamp with time zone not null",
        updated_at: "timestamp with time zone not null",
      });
    });
    it("test_tasks_table_should_have_required_columns", async () => {
      expect(await columnsOf(open.query, "tasks")).toEqual({
        id: "character varying(50) not null",
        prd_id: "character varying(50) not null",
        title: "character varying(200) not null",
        description: "text",
        status: "taskstatus not null",
        priority: "taskpriority not null",
        assigned_to: "character varying(50)",
        estimated_hours: "numeric(6,2)",
        created_at: "timestamp with time zone not null",
        updated_at: "timestamp with time zone not null",
      });
      const enums = `select enum_range(null::taskstatus)::text as status, enum_range(null::taskpriority)::text as priority`;
      expect(await open.query(enums)).toEqual([
        {
          status: "{pending,in_progress,blocked,completed}",
          priority: "{low,medium,high,critical}",
        },
      ]);
    });

    it("test_meetings_table_should_have_primary_key", async () =>
      expect(await constraints("meetings")).toMatchObject({ p: ["meetings_pkey"] }));
    it("test_prds_table_should_have_primary_key", async () =>
      expect(await constraints("prds")).toMatchObject({ p: ["prds_pkey"] }));
    it("test_tasks_table_should_have_primary_key", async () =>
      expect(await constraints("tasks")).toMatchObject({ p: ["tasks_pkey"] }));

    it("test_prds_table_should_have_foreign_key_to_meetings", async () =>
      expect(await referenceOf("prds_meeting_id_fkey")).toBe(
        "FOREIGN KEY (meeting_id) REFERENCES meetings(id) ON DELETE CASCADE",
      ));
    it("test_tasks_table_should_have_foreign_key_to_prds", async () =>
      expect(await referenceOf("tasks_prd_id_fkey")).toBe(
        "FOREIGN KEY (prd_id) REFERENCES prds(id) ON DELETE CASCADE",
      ));

    const indexesOn = async (table: string) =>
      Object.values(await indexesOf(open.query)).filter((index) => index.startsWith(`${table} `));
    it("test_meetings_table_should_have_indexes", async () =>
      expect(await indexesOn("meetings")).toEqual([
        "meetings USING btree (created_at)",
        "meetings USING btree (status)",
        "meetings USING btree (user_id)",
      ]));
    it("test_tasks_table_should_have_indexes", async () =>
      expect(await indexesOn("tasks")).toEqual([
        "tasks USING btree (assigned_to)",
        "tasks USING btree (created_at)",
        "tasks USING btree (prd_id)",
        "tasks USING btree (priority)",
        "tasks USING btree (status)",
      ]));

    it("test_prds_table_should_have_unique_meeting_id", async () =>
      expect(await constraints("prds")).toMatchObject({ u: ["prds_meeting_id_key"] }));

    it("test_alembic_version_should_be_latest", async () =>
      expect(await open.query("select version_num from alembic_version")).toEqual([
        { version_num: head },
      ]));

    it("test_should_insert_data_respecting_foreign_keys", async () => {
      const insert = async (table: string, row: Record<string, unknown>) => {
        const values = Object.keys(row).map((_, i) => `$${i + 1}`);
        await open.query(
          `insert into ${table} (${Object.keys(row)}) values (${values})`,
          Object.values(row),
        );
      };
      const prd = {
        id: "p1",
        meeting_id: "m1",
        title: "Search",
        requirements: '[{"text":"fast"}]',
      };
      const task = { id: "t1", prd_id: "p1", title: "Index", status: "pending", priority: "high" };
      await expect(insert("prds", prd)).rejects.toMatchObject({ code: "23503" });
      await expect(insert("tasks", task)).rejects.toMatchObject({ code: "23503" });
      await insert("meetings", { id: "m1", user_id: "ana", title: "Kick-off" });
      await insert("prds", prd);
      await insert("tasks", task);
      await expect(insert("prds", { ...prd, id: "p2" })).rejects.toMatchObject({
        code: "23505",
        constraint: "prds_meeting_id_key",
      });
      await expect(insert("tasks", { ...task, id: "t2", status: "lost" })).rejects.toMatchObject({
        code: "22P02",
      });
      await open.query("delete from meetings");
      expect(await open.query("select * from tasks")).toEqual([]);
    });
  });

  it("goes back to base and up again, and equals the models", async () => {
    await downgrade({ cwd, url: database.url, target: "base" });
    const leftovers = `select typname from pg_type where typname in ('taskstatus', 'taskpriority')`;
    await database.use(async (query) => {
      expect(await tablesOf(query)).toEqual([]);
      expect(await query(leftovers)).toEqual([]);
    });
    await upgrade({ cwd, url: database.url });
    expect(await current({ cwd, url: database.url })).toMatchObject({ atHead: true });
    expect(await check({ cwd })).toMatchObject({ equal: true });
    expect(await check({ cwd, url: database.url, from: "database" })).toMatchObject({
      equal: true,
    });
  });
});
