import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, current, downgrade, heads, history, upgrade, withScratch } from "limbeck";
import { describe, expect, it } from "vitest";
import { tablesOf } from "../../testing/structure.js";
import { onBothWithPostgis } from "./postgis.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const head = "001_create_initial_schema";
const tables = [
  "users",
  "projects",
  "buildings",
  "floors",
  "categories",
  "rooms",
  "walls",
  "doors",
  "windows",
  "devices",
  "labels",
  "zones",
  "drawings",
  "comments",
  "assignments",
  "object_history",
  "audit_logs",
  "user_category_permissions",
  "chat_messages",
  "catalog_items",
];

describe("the folder", () => {
  it("is one line of revisions with one head", async () => {
    expect((await heads({ cwd })).map(({ revision }) => revision)).toEqual([head]);
    expect((await history({ cwd })).at(-1)).toMatchObject({ revision: head, down: [] });
  });

  it("makes what the models say", async () => {
    expect(await check({ cwd })).toMatchObject({ equal: true, differences: [] });
  });
});

await onBothWithPostgis((database) => {
  it("applies: PostGIS, the twenty tables, over 100 indexes, over 30 foreign keys", async () => {
    await upgrade({ cwd, url: database.url });
    await database.use(async (query) => {
      const found = (await tablesOf(query)).filter((table) => table !== "spatial_ref_sys");
      expect(found).toEqual([...tables].sort());
      const [counts] = await query(
        `select count(*)::int as indexes,
           count(*) filter (where amname = 'gist')::int as spatial,
           count(*) filter (where indpred is not null)::int as partial,
           count(*) filter (where indnatts > indnkeyatts)::int as covering,
           count(*) filter (where indnkeyatts > 1)::int as composite,
           (select count(*)::int from pg_constraint where contype = 'f') as references
         from pg_index x join pg_class i on i.oid = indexrelid join pg_am on pg_am.oid = relam
         where indrelid = any ($1::regclass[])`,
        [tables],
      );
      expect(counts).toEqual({
        indexes: 125,
        spatial: 8,
        partial: 11,
        covering: 8,
        composite: 28,
        references: 58,
      });
    });
  });

  it("has an index on every shape and on every foreign key", () =>
    database.use(async (query) => {
      const shapes = await query(
        `select f_table_name::text as name from geometry_columns g where not exists (
           select from pg_indexes where tablename = f_table_name and indexdef like '%USING gist (' || f_geometry_column || ')')`,
      );
      expect(shapes).toEqual([]);
      const references = await query(
        `select conname::text as name from pg_constraint k where contype = 'f' and not exists (
           select from pg_index where indrelid = conrelid and indkey[0] = conkey[1])`,
      );
      expect(references).toEqual([]);
    }));

  it("says the same as the models, and as the schema.sql it began with", () =>
    withScratch({ cwd }, async (scratch) => {
      for (const file of ["limbeck.config.ts", "limbeck.schema.config.ts"]) {
        const from = { url: database.url, from: "database" } as const;
        const found = await check({ cwd, config: join(cwd, file), scratch, ...from });
        expect(found).toMatchObject({ equal: true, differences: [] });
      }
    }));

  it("rolls back to nothing, PostGIS included, and applies again", async () => {
    await downgrade({ cwd, url: database.url, target: "base" });
    await database.use(async (query) => {
      expect(await tablesOf(query)).toEqual([]);
      expect(await query("select from pg_extension where extname = 'postgis'")).toEqual([]);
    });
    await upgrade({ cwd, url: database.url });
    expect(await current({ cwd, url: database.url })).toMatchObject({ atHead: true });
  });
});
