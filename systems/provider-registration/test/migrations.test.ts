import { fileURLToPath } from "node:url";
import { check, current, downgrade, heads, history, upgrade } from "limbeck";
import { expect, it } from "vitest";
import { onBothDatabases, type Query } from "../../testing/databases.js";
import {
  columnsOf,
  constraintsOf,
  indexesOf,
  tablesOf,
  triggersOf,
} from "../../testing/structure.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const base = {
  id: "uuid not null",
  company_name: "character varying(255) not null",
  contact_email: "character varying(255) not null",
  phone: "character varying(50) not null",
  products: "jsonb not null",
  truck_count: "integer not null",
  capacity_tons_per_day: "integer not null",
  location: "character varying(255) not null",
  status: "character varying(20) not null",
  created_at: "timestamp with time zone not null",
  updated_at: "timestamp with time zone not null",
  provider_id: "uuid",
};
const indexes = {
  idx_candidates_created_at: "candidates USING btree (created_at)",
  idx_candidates_products: "candidates USING gin (products)",
  idx_candidates_status: "candidates USING btree (status)",
};
const versioned = {
  ...indexes,
  idx_candidates_id_version: "candidates USING btree (id, version)",
};
const triggers = {
  "000": { update_candidates_updated_at: "candidates → update_updated_at_column" },
  "001": { update_candidates_metadata: "candidates → update_candidates_metadata" },
};

// One walk, as the document has it: down to base, each step up with the schema looked at, back.
await onBothDatabases("provider-registration", (database) => {
  const go = (direction: typeof downgrade, target: string) =>
    direction({ cwd, url: database.url, target });
  const stands = async () =>
    (await current({ cwd, url: database.url })).revisions.map((entry) => entry.revision);
  const schema = (query: Query) =>
    Promise.all([columnsOf(query, "candidates"), indexesOf(query), triggersOf(query)]);

  it("starts from a clean slate: down to base leaves nothing", async () => {
    await go(upgrade, "head");
    await go(downgrade, "base");
    expect(await stands()).toEqual([]);
    await database.use(async (query) => {
      expect(await tablesOf(query)).toEqual([]);
      const functions = "select proname from pg_proc where pronamespace = 'public'::regnamespace";
      expect(await query(functions)).toEqual([]);
    });
  });

  it("000: candidates with its rules, indexes and trigger", async () => {
    await go(upgrade, "+1");
    expect(await stands()).toEqual(["000_initial_schema"]);
    await database.use(async (query) => {
      expect(await schema(query)).toEqual([base, indexes, triggers["000"]]);
      expect(await constraintsOf(query, "candidates")).toEqual({
        p: ["candidates_pkey"],
        u: ["candidates_contact_email_key"],
        c: [
          "candidates_capacity_tons_per_day_check",
          "candidates_status_check",
          "candidates_truck_count_check",
        ],
      });
      await add(query, "ana@aridos.mx");
      for (const [change, constraint] of [
        ["truck_count = 0", "candidates_truck_count_check"],
        ["capacity_tons_per_day = 0", "candidates_capacity_tons_per_day_check"],
        ["status = 'lost'", "candidates_status_check"],
      ])
        await expect(query(`update candidates set ${change}`)).rejects.toMatchObject({
          code: "23514",
          constraint,
        });
      await expect(add(query, "ana@aridos.mx")).rejects.toMatchObject({
        code: "23505",
        constraint: "candidates_contact_email_key",
      });
      await query("update candidates set phone = '2'");
      expect(await query("select updated_at > created_at as later from candidates")).toEqual([
        { later: true },
      ]);
    });
  });

  it("001: candidates from before are at version 1, and the trigger counts on", async () => {
    await go(upgrade, "+1");
    expect(await stands()).toEqual(["001_add_version_column"]);
    await database.use(async (query) => {
      const columns = { ...base, version: "integer not null" };
      expect(await schema(query)).toEqual([columns, versioned, triggers["001"]]);
      expect(await query("select contact_email, version from candidates")).toEqual([
        { contact_email: "ana@aridos.mx", version: 1 },
      ]);
      await query("update candidates set phone = '3'");
      await query("update candidates set version = 40"); // nobody sets it by hand
      expect(await query("select version from candidates")).toEqual([{ version: 3 }]);
    });
  });

  it("002: a reason for rejections, nullable and commented", async () => {
    await go(upgrade, "+1");
    expect(await stands()).toEqual(["002_add_rejection_reason"]);
    await database.use(async (query) => {
      expect((await schema(query))[0]).toMatchObject({ rejection_reason: "text" });
      expect(
        await query(
          `select col_description(attrelid, attnum) as comment from pg_attribute
           where attrelid = 'candidates'::regclass and attname = 'rejection_reason'`,
        ),
      ).toEqual([{ comment: "Why the candidate was rejected; NULL unless it was" }]);
    });
  });

  it("rolls back one by one, and the candidate stays", async () => {
    await go(downgrade, "-1");
    await go(downgrade, "-1");
    expect(await stands()).toEqual(["000_initial_schema"]);
    await database.use(async (query) => {
      expect(await schema(query)).toEqual([base, indexes, triggers["000"]]);
      expect(await query("select contact_email, phone from candidates")).toEqual([
        { contact_email: "ana@aridos.mx", phone: "3" },
      ]);
    });
  });

  it("ends at head, where models, migrations and database are one", async () => {
    await go(upgrade, "head");
    expect(await current({ cwd, url: database.url })).toMatchObject({ atHead: true, unknown: [] });
    expect(await check({ cwd })).toMatchObject({ equal: true });
    expect(await check({ cwd, url: database.url, from: "database" })).toMatchObject({
      equal: true,
      differences: [],
    });
    expect((await history({ cwd })).map(({ revision, down }) => [revision, down])).toEqual([
      ["002_add_rejection_reason", ["001_add_version_column"]],
      ["001_add_version_column", ["000_initial_schema"]],
      ["000_initial_schema", []],
    ]);
    expect(await heads({ cwd })).toHaveLength(1);
  });
});

const add = (query: Query, email: string) =>
  query(
    `insert into candidates (company_name, contact_email, phone, products, truck_count, capacity_tons_per_day, location)
     values ('Áridos', $1, '1', '["gravel"]', 3, 40, 'Monterrey')`,
    [email],
  );
