import { fileURLToPath } from "node:url";
import { check, current, downgrade, heads, history, upgrade } from "limbeck";
import { expect, it } from "vitest";
import { onBothDatabases, type Query } from "../../testing/databases.js";
import { columnsOf, constraintsOf, indexesOf, tablesOf } from "../../testing/structure.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const first = "001_create_initial";
const second = "002_add_request_id";
const third = "003_add_indexes";

await onBothDatabases("mexa-core", (database) => {
  // Where the tests below the first two have gone, which end where they began.
  let standing = "base";
  async function to(target: string): Promise<void> {
    const order = ["base", first, second, third];
    const options = { cwd, url: database.url, target };
    if (order.indexOf(target) < order.indexOf(standing)) await downgrade(options);
    if (order.indexOf(target) > order.indexOf(standing)) await upgrade(options);
    standing = target;
  }

  it("upgrades to head and comes back to base, again and again", async () => {
    for (const _ of [1, 2]) {
      const up = await upgrade({ cwd, url: database.url, target: "head" });
      expect(up).toMatchObject({ from: [], to: [third] });
      expect(up.steps.map((step) => step.revision)).toEqual([first, second, third]);
      const tables = ["productos", "usuarios", "vale_items", "vales"];
      expect(await database.use(tablesOf)).toEqual(tables);
      const down = await downgrade({ cwd, url: database.url, target: "base" });
      expect(down.steps.map((step) => step.revision)).toEqual([third, second, first]);
      expect(await database.use(tablesOf)).toEqual([]);
    }
  });

  it("goes up and down one revision at a time, and knows where it stands", async () => {
    const stands = async () =>
      (await current({ cwd, url: database.url })).revisions.map((entry) => entry.revision);
    for (const id of [first, second, third]) {
      await upgrade({ cwd, url: database.url, target: "+1" });
      expect(await stands()).toEqual([id]);
    }
    expect(await check({ cwd, url: database.url, from: "database" })).toMatchObject({
      equal: true,
      differences: [],
    });
    for (const id of [second, first]) {
      await downgrade({ cwd, url: database.url, target: "-1" });
      expect(await stands()).toEqual([id]);
    }
    await downgrade({ cwd, url: database.url, target: "-1" });
    expect(await stands()).toEqual([]);
  });

  it("gives usuarios its columns and constraints", async () => {
    await to(first);
    await database.use(async (query) => {
      expect(await columnsOf(query, "usuarios")).toEqual({
        id: "bigint not null",
        employee_no: "character varying(20) not null",
        nombre: "character varying(120) not null",
        email: "character varying(255) not null",
        departamento: "character varying(80)",
        activo: "boolean not null",
        created_at: "timestamp with time zone not null",
      });
      expect(await constraintsOf(query, "usuarios")).toEqual({
        p: ["usuarios_pkey"],
        u: ["usuarios_email_key", "usuarios_employee_no_key"],
      });
    });
  });

  it("gives productos its columns and constraints", async () => {
    await to(first);
    await database.use(async (query) => {
      expect(await columnsOf(query, "productos")).toEqual({
        id: "bigint not null",
        code: "character varying(40) not null",
        name: "character varying(160) not null",
        category: "character varying(60) not null",
        unidad: "character varying(20) not null",
        existencia: "integer not null",
        activo: "boolean not null",
        created_at: "timestamp with time zone not null",
      });
      expect(await constraintsOf(query, "productos")).toEqual({
        p: ["productos_pkey"],
        u: ["productos_code_key"],
        c: ["productos_existencia_check"],
      });
    });
  });

  it("gives vales its columns and constraints", async () => {
    await to(first);
    await database.use(async (query) => {
      expect(await columnsOf(query, "vales")).toEqual({
        id: "bigint not null",
        folio: "character varying(20) not null",
        usuario_id: "bigint not null",
        employee_no: "character varying(20) not null",
        status: "character varying(20) not null",
        observaciones: "text",
        entregado_at: "timestamp with time zone",
        created_at: "timestamp with time zone not null",
      });
      expect(await constraintsOf(query, "vales")).toEqual({
        p: ["vales_pkey"],
        u: ["vales_folio_key"],
        f: ["vales_usuario_id_fkey"],
        c: ["vales_entregado_at_check", "vales_status_check"],
      });
    });
  });

  it("gives vale_items its columns and constraints", async () => {
    await to(first);
    await database.use(async (query) => {
      expect(await columnsOf(query, "vale_items")).toEqual({
        id: "bigint not null",
        vale_id: "bigint not null",
        producto_id: "bigint not null",
        cantidad: "integer not null",
      });
      expect(await constraintsOf(query, "vale_items")).toEqual({
        p: ["vale_items_pkey"],
        u: ["vale_items_vale_id_producto_id_key"],
        f: ["vale_items_producto_id_fkey", "vale_items_vale_id_fkey"],
        c: ["vale_items_cantidad_check"],
      });
    });
  });

  it("refuses what is there twice or missing", async () => {
    await to(first);
    await database.use(async (query) => {
      await addVale(query);
      const again = [
        [
          "insert into usuarios (employee_no, nombre, email) values ('E-2', 'Luis', 'ana@mexa.mx')",
          "usuarios_email_key",
        ],
        [
          "insert into usuarios (employee_no, nombre, email) values ('E-1', 'Luis', 'luis@mexa.mx')",
          "usuarios_employee_no_key",
        ],
        [
          "insert into productos (code, name, category) values ('GUA-1', 'Otro', 'epp')",
          "productos_code_key",
        ],
        [
          "insert into vales (folio, usuario_id, employee_no) select 'V-1', id, employee_no from usuarios",
          "vales_folio_key",
        ],
        [
          "insert into vale_items (vale_id, producto_id, cantidad) select vale_id, producto_id, 1 from vale_items",
          "vale_items_vale_id_producto_id_key",
        ],
      ] as const;
      for (const [text, constraint] of again)
        await expect(query(text)).rejects.toMatchObject({ code: "23505", constraint });
      await expect(
        query("insert into usuarios (employee_no, email) values ('E-3', 'eva@mexa.mx')"),
      ).rejects.toMatchObject({ code: "23502", column: "nombre" });
      await expect(query("update vales set folio = null")).rejects.toMatchObject({
        code: "23502",
        column: "folio",
      });
    });
  });

  it("refuses what refers to nothing or breaks a rule", async () => {
    await to(first);
    await database.use(async (query) => {
      await addVale(query);
      const broken = [
        [
          "insert into vales (folio, usuario_id, employee_no) values ('V-2', 999, 'E-9')",
          "23503",
          "vales_usuario_id_fkey",
        ],
        ["update vale_items set producto_id = 999", "23503", "vale_items_producto_id_fkey"],
        ["delete from productos", "23503", "vale_items_producto_id_fkey"],
        ["update vale_items set cantidad = 0", "23514", "vale_items_cantidad_check"],
        ["update productos set existencia = -1", "23514", "productos_existencia_check"],
        ["update vales set status = 'perdido'", "23514", "vales_status_check"],
        ["update vales set status = 'entregado'", "23514", "vales_entregado_at_check"],
      ] as const;
      for (const [text, code, constraint] of broken)
        await expect(query(text)).rejects.toMatchObject({ code, constraint });
      await query("delete from vales");
      expect(await query("select * from vale_items")).toEqual([]);
    });
  });

  it("adds request_id, unique and nullable, and keeps the vouchers up and down", async () => {
    await to(first);
    await database.use(async (query) => {
      await addVale(query);
      await query(
        "insert into vales (folio, usuario_id, employee_no) select 'V-2', id, employee_no from usuarios",
      );
    });
    const rows = (query: Query) =>
      query("select id, folio, usuario_id, employee_no, status, created_at from vales order by id");
    const before = await database.use(rows);
    expect(before).toHaveLength(2);
    await to(second);
    await database.use(async (query) => {
      expect(await rows(query)).toEqual(before);
      expect(await columnsOf(query, "vales")).toMatchObject({ request_id: "uuid" });
      // Neither had one: null is not equal to null.
      expect(await query("select count(*)::int as n from vales where request_id is null")).toEqual([
        { n: 2 },
      ]);
      await query("update vales set request_id = $1 where folio = 'V-1'", [request]);
      await expect(
        query("update vales set request_id = $1 where folio = 'V-2'", [request]),
      ).rejects.toMatchObject({ code: "23505", constraint: "vales_request_id_key" });
    });
    await to(first);
    await database.use(async (query) => {
      expect(await columnsOf(query, "vales")).not.toHaveProperty("request_id");
      expect(await rows(query)).toEqual(before);
      expect(await query("select cantidad from vale_items")).toEqual([{ cantidad: 2 }]);
    });
  });

  it("adds the ten indexes and takes them away again", async () => {
    await to(second);
    expect(await database.use(indexesOf)).toEqual({});
    await to(third);
    expect(await database.use(indexesOf)).toEqual({
      ix_productos_category: "productos USING btree (category)",
      ix_productos_code: "productos USING btree (code)",
      ix_usuarios_email: "usuarios USING btree (email)",
      ix_usuarios_employee_no: "usuarios USING btree (employee_no)",
      ix_vale_items_producto_id: "vale_items USING btree (producto_id)",
      ix_vale_items_vale_id: "vale_items USING btree (vale_id)",
      ix_vales_created_at: "vales USING btree (created_at)",
      ix_vales_employee_no: "vales USING btree (employee_no)",
      ix_vales_status: "vales USING btree (status)",
      ix_vales_usuario_id_created_at: "vales USING btree (usuario_id, created_at)",
    });
    await to(second);
    expect(await database.use(indexesOf)).toEqual({});
  });

  it("has one line of revisions, one head, and is at it after an upgrade", async () => {
    const chain = (await history({ cwd })).map(({ revision, down }) => [revision, down]);
    expect(chain).toEqual([
      [third, [second]],
      [second, [first]],
      [first, []],
    ]);
    expect((await heads({ cwd })).map((entry) => entry.revision)).toEqual([third]);
    await upgrade({ cwd, url: database.url });
    expect(await current({ cwd, url: database.url })).toMatchObject({
      atHead: true,
      unknown: [],
    });
    expect(await check({ cwd })).toMatchObject({ equal: true, differences: [] });
  });
});

const request = "7f1c8a52-3c5e-4b8e-9d0a-2f6f6a1b9c44";

/** One person, one product, one voucher with one line of two, and nothing else. */
async function addVale(query: Query): Promise<void> {
  await query("truncate usuarios, productos, vales, vale_items");
  await query(
    "insert into usuarios (employee_no, nombre, email) values ('E-1', 'Ana', 'ana@mexa.mx')",
  );
  await query("insert into productos (code, name, category) values ('GUA-1', 'Guantes', 'epp')");
  await query(
    "insert into vales (folio, usuario_id, employee_no) select 'V-1', id, employee_no from usuarios",
  );
  await query(
    "insert into vale_items (vale_id, producto_id, cantidad) select v.id, p.id, 2 from vales v, productos p",
  );
}
