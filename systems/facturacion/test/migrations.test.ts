import { fileURLToPath } from "node:url";
import { check, current, downgrade, upgrade } from "limbeck";
import { expect, it } from "vitest";
import { onBothDatabases } from "../../testing/databases.js";
import { tablesOf, triggersOf } from "../../testing/structure.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const catalogues = ["permisos", "tipos_documento"];
const main = [
  "clientes",
  "configuraciones_dian",
  "empresas",
  "factura_lineas",
  "facturas",
  "impuestos",
  "productos",
  "roles",
  "usuarios",
];
const business = [...main, "linea_impuestos", "producto_impuestos", "rol_permisos"].sort();

await onBothDatabases("facturacion", (database) => {
  it("applies 0001, which makes what the models say", async () => {
    await upgrade({ cwd, url: database.url });
    expect(await current({ cwd, url: database.url })).toMatchObject({ atHead: true });
    expect(await check({ cwd })).toMatchObject({ equal: true });
    expect(await check({ cwd, url: database.url, from: "database" })).toMatchObject({
      equal: true,
      differences: [],
    });
    expect(await database.use(tablesOf)).toEqual([...business, ...catalogues].sort());
  });

  it("keeps companies apart in every business table, and updated_at in every main one", () =>
    database.use(async (query) => {
      const guarded = await query(
        `select relname as name, polname as policy, polwithcheck is null as same
         from pg_class c join pg_policy p on p.polrelid = c.oid
         where relrowsecurity and relforcerowsecurity order by 1`,
      );
      expect(guarded).toEqual(
        business.map((name) => ({ name, policy: "aislamiento_empresa", same: true })),
      );
      const owned = await query(
        `select table_name::text as name from information_schema.columns
         where table_schema = 'public' and column_name = 'empresa_id' and is_nullable = 'NO' order by 1`,
      );
      expect(owned.map(({ name }) => name)).toEqual(business.filter((name) => name !== "empresas"));
      expect(await triggersOf(query)).toEqual(
        Object.fromEntries(
          main.map((table) => [
            `update_${table}_updated_at`,
            `${table} → update_updated_at_column`,
          ]),
        ),
      );
    }));

  it("lets nothing of one company refer to another's", () =>
    database.use(async (query) => {
      const loose = await query(
        `select conname from pg_constraint k
         where contype = 'f' and confrelid <> all ($1::regclass[]) and not exists (
           select from pg_attribute a
           where a.attrelid = k.conrelid and a.attname = 'empresa_id' and a.attnum = any (conkey))`,
        [catalogues],
      );
      expect(loose).toEqual([]);
    }));

  it("knows NITs by their check digit", () =>
    database.use(async (query) => {
      const digits = await query(
        "select nit_dv('800197268') as dian, nit_dv('900373115') as other, nit_dv(null) as none",
      );
      expect(digits).toEqual([{ dian: 4, other: 3, none: null }]);
      await expect(
        query(
          `insert into empresas (nit, dv, razon_social, direccion, municipio, email)
           values ('800197268', 5, 'x', 'x', '11001', 'x')`,
        ),
      ).rejects.toMatchObject({ code: "23514", constraint: "empresas_dv_check" });
    }));

  it("goes down to nothing, and up again", async () => {
    await downgrade({ cwd, url: database.url, target: "base" });
    const left = `select proname::text as name from pg_proc where pronamespace = 'public'::regnamespace
      union all select typname::text from pg_type where typnamespace = 'public'::regnamespace and typtype = 'e'`;
    await database.use(async (query) => {
      expect(await tablesOf(query)).toEqual([]);
      expect(await query(left)).toEqual([]);
    });
    await upgrade({ cwd, url: database.url });
    expect(await current({ cwd, url: database.url })).toMatchObject({ atHead: true });
  });
});
