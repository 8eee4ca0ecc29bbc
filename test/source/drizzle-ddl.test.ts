import { createRequire } from "node:module";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import * as pg from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drizzle } from "../../src/source/index.js";
import { context, loadInto } from "./load-into.js";

const db = new PGlite();
beforeAll(() => db.exec("CREATE ROLE app_reader; CREATE ROLE app_writer"));
afterAll(() => db.close());

const inMemory = (exports: object) =>
  drizzle(() => exports).load({ baseDir: import.meta.dirname, targetSchema: "public" });

describe("everything a table can say", () => {
  it("is what the catalog holds afterwards", async () => {
    const { statements, roles } = await drizzle("./*.ts").load(context("everything"));
    expect(roles).toEqual(["app_reader", "app_writer"]);
    await loadInto(db, statements, async (rows) => {
      const one = async (query: string) => Object.values((await rows<object>(query))[0] ?? {})[0];
      const column = (name: string, table = "types") =>
        one(`SELECT concat_ws(' ', format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN 'NOT NULL' END,
          (SELECT 'DEFAULT ' || pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = attrelid AND adnum = attnum))
          FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attname = '${name}'`);

      const expected: Record<string, string> = {
        a_serial: "integer NOT NULL DEFAULT nextval('types_a_serial_seq'::regclass)",
        a_small: "smallint DEFAULT '-3'::integer",
        an_int: "integer DEFAULT 42",
        a_big: "bigint DEFAULT '9007199254740993'::bigint",
        a_numeric: "numeric(12,2) DEFAULT 10.50",
        a_number: "numeric DEFAULT 7",
        a_double: "double precision DEFAULT 'NaN'::double precision",
        a_bool: "boolean NOT NULL DEFAULT false",
        a_text: `text DEFAULT 'it''s \\ "quoted"'::text`,
        a_varchar: "character varying(20) DEFAULT ''::character varying",
        a_char: "character(3)",
        a_uuid: "uuid DEFAULT gen_random_uuid()",
        a_date: "date DEFAULT '2026-02-03'::date",
        a_time: "time(3) without time zone DEFAULT '10:20:30'::time without time zone",
        a_timestamp:
          "timestamp(3) without time zone DEFAULT '2026-02-03 04:05:06'::timestamp without time zone",
        a_timestamptz: "timestamp with time zone NOT NULL DEFAULT now()",
        an_interval: "interval day to second(3) DEFAULT '1 day'::interval day to second(3)",
        a_json: `json DEFAULT '{"a":[1,"it''s"]}'::json`,
        a_jsonb: "jsonb NOT NULL DEFAULT '[]'::jsonb",
        a_jsonb_text: `jsonb DEFAULT '"word"'::jsonb`,
        some_texts: `text[] DEFAULT '{a,"b\\"c","d,e","\\\\"}'::text[]`,
        no_texts: "text[] NOT NULL DEFAULT '{}'::text[]",
        a_matrix: "integer[] DEFAULT '{{1,2},{3,4}}'::integer[]",
        some_dates: `timestamp without time zone[] DEFAULT '{"2026-02-03 04:05:06"}'::timestamp without time zone[]`,
        some_bytes: `bytea[] DEFAULT '{"\\\\x01ff"}'::bytea[]`,
        a_bytea: "bytea DEFAULT '\\x61c3b16f'::bytea",
        an_upper: "character varying(5) DEFAULT upper('abc'::text)",
        an_inet: "inet DEFAULT '127.0.0.1'::inet",
        a_point: "point DEFAULT '(1,2)'::point",
        a_bit: "bit(3) DEFAULT '101'::\"bit\"",
        an_estado: "estado NOT NULL DEFAULT 'it''s'::estado",
        some_estados: "estado[] DEFAULT '{abierto,it''s}'::estado[]",
        a_nivel: `audit."Nivel" DEFAULT 'alto'::audit."Nivel"`,
        a_modo: "modo DEFAULT 'lento'::modo",
        a_runtime: "text",
        an_or: "boolean DEFAULT (true OR false)",
        a_seq: "integer DEFAULT nextval('folios'::regclass)",
      };
      for (const [name, definition] of Object.entries(expected))
        expect.soft(await column(name), name).toBe(definition);
      expect(await column("id", "tenants")).toBe("uuid NOT NULL DEFAULT gen_random_uuid()");

      expect(
        await rows(
          "SELECT attname, attidentity, attgenerated FROM pg_attribute WHERE attrelid = 'persons'::regclass AND (attidentity <> '' OR attgenerated <> '') ORDER BY attnum",
        ),
      ).toEqual([
        { attname: "id", attidentity: "a", attgenerated: "" },
        { attname: "other", attidentity: "d", attgenerated: "" },
        { attname: "full", attidentity: "", attgenerated: "s" },
      ]);
      const sequence =
        "SELECT concat_ws(' ', start_value, min_value, max_value, increment_by, cycle, cache_size) FROM pg_sequences WHERE sequencename =";
      expect(await one(`${sequence} 'folios'`)).toBe("100 100 10000 5 t 10");
      expect(await one(`${sequence} 'persons_numbers'`)).toBe("10 10 99 2 t 3");
      expect(await one("SELECT count(*)::int FROM pg_sequences WHERE schemaname = 'audit'")).toBe(
        1,
      );
      expect(
        await one(
          "SELECT string_agg(enumlabel, '|' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = 'estado'::regtype",
        ),
      ).toBe("abierto|cerrado|it's");

      const constraints = await rows<{ name: string; definition: string }>(
        `SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
         WHERE contype <> 'n' AND conrelid IN ('persons'::regclass, 'tenants'::regclass, 'audit.events'::regclass, 'audit.notes'::regclass)`,
      );
      expect(Object.fromEntries(constraints.map((c) => [c.name, c.definition]))).toEqual({
        tenants_pkey: "PRIMARY KEY (id)",
        tenants_name_unique: "UNIQUE (name)",
        persons_pkey: "PRIMARY KEY (id)",
        persons_email_key: "UNIQUE (email)",
        persons_nick_unique: "UNIQUE NULLS NOT DISTINCT (nick)",
        persons_first_last_unique: "UNIQUE (first, last)",
        persons_boss_uq: "UNIQUE NULLS NOT DISTINCT (boss_id, age)",
        persons_age_check: "CHECK (((age > 17) AND (age < ('-5'::integer + 200))))",
        persons_tenant_id_tenants_id_fk:
          "FOREIGN KEY (tenant_id) REFERENCES tenants(id) ON UPDATE RESTRICT ON DELETE CASCADE",
        persons_boss_id_persons_id_fk:
          "FOREIGN KEY (boss_id) REFERENCES persons(id) ON DELETE SET NULL",
        events_tenant_id_n_pk: "PRIMARY KEY (tenant_id, n)",
        events_n: "CHECK ((n > 0))",
        events_person_id_persons_id_fk: "FOREIGN KEY (person_id) REFERENCES persons(id)",
        notes_key: "PRIMARY KEY (tenant_id, n)",
        notes_tenant_id_n_events_tenant_id_n_fk:
          "FOREIGN KEY (tenant_id, n) REFERENCES audit.events(tenant_id, n)",
      });

      const indexes = await rows<{ indexdef: string }>(
        "SELECT indexdef FROM pg_indexes WHERE indexname ~ '^(persons_(first_age|nulls|lower|tags|fill|only)|ix_)' ORDER BY indexname",
      );
      expect(indexes.map((i) => i.indexdef.replace(/^CREATE /, ""))).toEqual([
        "INDEX ix_events_n ON audit.events USING btree (n)",
        "INDEX persons_fill ON public.persons USING btree (last) WITH (fillfactor='70')",
        "INDEX persons_first_age_index ON public.persons USING btree (first, age DESC NULLS LAST)",
        "UNIQUE INDEX persons_lower ON public.persons USING btree (lower((email)::text) text_pattern_ops) WHERE (age > 18)",
        "INDEX persons_nulls ON public.persons USING btree (age NULLS FIRST, last DESC)",
        "INDEX persons_only ON public.persons USING btree (first text_pattern_ops DESC NULLS LAST)",
        "INDEX persons_tags ON public.persons USING gin (tags jsonb_path_ops) WITH (fastupdate='false')",
      ]);

      expect(
        await rows(
          "SELECT relname, relkind, reloptions, relispopulated FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace IN ('public'::regnamespace, 'audit'::regnamespace) ORDER BY 1",
        ),
      ).toEqual([
        { relname: "a_top", relkind: "v", reloptions: null, relispopulated: true },
        {
          relname: "counts",
          relkind: "m",
          reloptions: ["fillfactor=90", "autovacuum_enabled=false"],
          relispopulated: false,
        },
        {
          relname: "z_adults",
          relkind: "v",
          reloptions: ["security_invoker=true", "check_option=local"],
          relispopulated: true,
        },
      ]);
      expect(await rows("SELECT relname FROM pg_class WHERE relrowsecurity ORDER BY 1")).toEqual([
        { relname: "events" },
        { relname: "persons" },
      ]);
      expect(
        await rows(
          "SELECT policyname, permissive, roles::text, cmd, qual IS NOT NULL AS using, with_check FROM pg_policies ORDER BY 1",
        ),
      ).toEqual([
        {
          policyname: "own_rows",
          permissive: "RESTRICTIVE",
          roles: "{public}",
          cmd: "SELECT",
          using: true,
          with_check: null,
        },
        {
          policyname: "write_own",
          permissive: "PERMISSIVE",
          roles: "{app_writer}",
          cmd: "UPDATE",
          using: true,
          with_check: "(age > 0)",
        },
      ]);
    });
  });

  it("is the same when it is read twice", async () => {
    const first = await drizzle("./*.ts").load(context("everything"));
    const second = await drizzle("./*.ts").load(context("everything"));
    expect(second.statements).toEqual(first.statements);
  });
});

describe("names", () => {
  it("survive quotes, blanks, capitals, reserved words and other alphabets", async () => {
    const { statements } = await drizzle("./*.ts").load(context("torture"));
    await loadInto(db, statements, async (rows) => {
      const columns = await rows<{ column_name: string; column_default: string | null }>(
        `SELECT column_name, column_default FROM information_schema.columns WHERE table_name = 'or"der by' ORDER BY ordinal_position`,
      );
      expect(columns.map((c) => c.column_name)).toEqual([
        "select",
        'say "hi"',
        "CamelCase",
        "año 🌵",
        "$1",
        "KiNd",
        "kinds list",
        "pa.rent",
      ]);
      expect(columns[1]!.column_default).toBe("'''; DROP TABLE x; --'::text");
      await rows(`INSERT INTO "We""ird Schema"."or""der by" ("select") VALUES (1)`);
      expect(
        await rows(`SELECT "kinds list"::text[] AS list FROM "We""ird Schema"."Vi""ew"`),
      ).toEqual([{ list: ['a"b', "ñ\\"] }]);
      const names = await rows<{ conname: string }>(
        `SELECT conname FROM pg_constraint WHERE conrelid = '"We""ird Schema"."or""der by"'::regclass AND contype IN ('f', 'c', 'u') ORDER BY contype`,
      );
      expect(names.map((n) => n.conname)).toEqual([
        "chk 'x'",
        'or"der by_pa.rent_or"der by_select_fk',
        'or"der by_CamelCase_unique',
      ]);
      expect(await rows(`SELECT polname FROM pg_policy`)).toEqual([{ polname: 'po"licy' }]);
    });
  });

  it("follow the casing, as drizzle-kit has them", async () => {
    const { statements } = await drizzle("./*.ts", { casing: "snake_case" }).load(
      context("casing"),
    );
    await loadInto(db, statements, async (rows) => {
      const columns = await rows<{ attname: string }>(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attnum > 0 ORDER BY attnum",
      );
      expect(columns.map((c) => c.attname)).toEqual([
        "order_id",
        "placed_at",
        "keptName",
        "parent_id",
      ]);
      const names = await rows<{ name: string }>(
        "SELECT conname AS name FROM pg_constraint WHERE conrelid = 'orders'::regclass AND contype IN ('f', 'u') UNION SELECT 'orders_placed_at_index'::regclass::text ORDER BY 1",
      );
      expect(names.map((n) => n.name)).toEqual([
        "orders_parent_id_orders_order_id_fk",
        "orders_placedAt_unique",
        "orders_placed_at_index",
      ]);
    });
  });

  it("are cut at 63 bytes, between characters, as PostgreSQL does", async () => {
    const long = `x${"ñ".repeat(40)}`;
    const cut = `x${"ñ".repeat(31)}`;
    const wide = "🌵".repeat(20);
    const t = pg.pgTable(long, { id: pg.integer(wide) }, (c) => [
      pg.check(`c${wide}`, sql`${c.id} > 0`),
    ]);
    const { statements } = await inMemory({ t });
    expect(statements[0]!.defines).toBe(`table "${cut}"`);
    expect(statements[0]!.sql).not.toContain(long);
    await loadInto(db, statements, async (rows) => {
      const found = await rows(
        `SELECT relname, attname, conname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
         JOIN pg_constraint ON conrelid = pg_class.oid WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
      );
      expect(found).toEqual([
        { relname: cut, attname: "🌵".repeat(15), conname: `c${"🌵".repeat(15)}` },
      ]);
    });
  });

  it("that become one by cutting are refused, both named", async () => {
    const base = "x".repeat(63);
    await expect(
      inMemory({ a: pg.pgTable(`${base}a`, {}), b: pg.pgTable(`${base}b`, {}) }),
    ).rejects.toMatchObject({
      code: "models-invalid",
      message: expect.stringMatching(
        new RegExp(`"${base}a" and "${base}b" are the same name.*\\(a\\).*\\(b\\)`),
      ),
    });
  });
});

describe("models from elsewhere", () => {
  it("may come from another copy of drizzle-orm", async () => {
    const other = createRequire(import.meta.url)("drizzle-orm/pg-core") as typeof pg;
    expect(other.PgTable).not.toBe(pg.PgTable);
    const color = other.pgEnum("color", ["red"]);
    const a = other.pgTable("a", { id: other.serial().primaryKey(), color: color() }, (t) => [
      other.index().on(t.color),
      other.check("c", sql`${t.id} > ${1n}`),
    ]);
    const b = pg.pgTable("b", { a: pg.integer().references(() => a.id as never) });
    const { statements, filesUnknown } = await inMemory({ default: { a }, b });
    expect(filesUnknown).toBe(true);
    await loadInto(db, statements, async (rows) => {
      expect(
        await rows("SELECT conname FROM pg_constraint WHERE contype IN ('c', 'f') ORDER BY 1"),
      ).toContainEqual({
        conname: "b_a_a_id_fk",
      });
    });
  });

  it("keeps views in reading order, whatever their names", async () => {
    const view = (name: string, text: string) =>
      pg.pgView(name, { n: pg.integer() }).as(sql.raw(text));
    const { statements } = await inMemory({
      a: view("n", 'select m.n from "public"."M" m'),
      b: view("M", "select l.n, k.n as k from l, public.k"),
      c: view("l", "select 1 as n"),
      d: view("k", "select count(*)::int as n from (select 1 from l) q"),
    });
    expect(statements.map((s) => s.defines)).toEqual(["view l", "view k", 'view "M"', "view n"]);
    await loadInto(db, statements, async (rows) => {
      expect(await rows("SELECT * FROM n")).toEqual([{ n: 1 }]);
    });
  });

  it("writes dates, bigints and bytes in view conditions", async () => {
    const t = pg.pgTable("t", { at: pg.timestamp("at"), n: pg.bigint("n", { mode: "bigint" }) });
    const v = pg.pgView("v").as((qb) =>
      qb
        .select()
        .from(t)
        .where(sql`${t.at} > ${new Date(0)} and ${t.n} -${-5n} = ${12n}`),
    );
    const { statements } = await inMemory({ t, v });
    await loadInto(db, statements, async (rows) => {
      expect(await rows("SELECT * FROM v")).toEqual([]);
    });
  });
});

describe("what cannot be written as DDL", () => {
  const wrong: [string, object, RegExp][] = [
    [
      "two column keys",
      { t: pg.pgTable("t", { a: pg.integer().primaryKey(), b: pg.integer().primaryKey() }) },
      /t marks 2 columns with \.primaryKey\(\): a, b/,
    ],
    [
      "an index on an expression without a name",
      { t: pg.pgTable("t", { a: pg.text() }, (c) => [pg.index().on(sql`lower(${c.a})`)]) },
      /index on an expression of the table t has no name/,
    ],
    ["a policy of no table", { p: pg.pgPolicy("p") }, /policy p belongs to no table/],
    [
      "a foreign key to nothing",
      { t: pg.pgTable("t", { a: pg.integer().references((): never => undefined as never) }) },
      /foreign key of the table t refers to a column that is undefined/,
    ],
    [
      "a placeholder",
      {
        t: pg.pgTable("t", { a: pg.integer() }, (c) => [
          pg.check("c", sql`${c.a} > ${sql.placeholder("x")}`),
        ]),
      },
      /\(t\): sql\.placeholder\(\) has no value/,
    ],
    ["a NUL", { t: pg.pgTable("t", { a: pg.text().default("a\0b") }) }, /NUL/],
    [
      "a callback that throws",
      {
        t: pg.pgTable("t", { a: pg.text() }, () => {
          throw new Error("oops");
        }),
      },
      /\(t\): oops/,
    ],
  ];
  it.each(wrong)("%s", async (_what, exports, message) => {
    await expect(inMemory(exports)).rejects.toMatchObject({
      code: "models-invalid",
      message: expect.stringMatching(message),
    });
  });

  it.each<[string, object, string]>([
    ["tables", { a: pg.pgTable("t", {}), b: pg.pgTable("t", {}) }, "table t"],
    [
      "a table and a view",
      { a: pg.pgTable("t", {}), b: pg.pgView("t", {}).as(sql`select`) },
      "table t and view t",
    ],
    [
      "indexes",
      {
        a: pg.pgTable("a", { x: pg.text() }, (t) => [pg.index("i").on(t.x)]),
        b: pg.pgTable("b", { x: pg.text() }, (t) => [pg.index("i").on(t.x)]),
      },
      "index i",
    ],
    ["enums", { a: pg.pgEnum("e", ["x"]), b: pg.pgEnum("e", ["x"]) }, "type e"],
    ["columns", { a: pg.pgTable("a", { x: pg.text("c"), y: pg.text("c") }) }, "column a.c"],
  ])("two %s of one name", async (_what, exports, name) => {
    await expect(inMemory(exports)).rejects.toMatchObject({
      code: "models-duplicate",
      message: expect.stringContaining(name),
    });
  });
});
