import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { upgrade } from "limbeck";
import { beforeAll, expect, it } from "vitest";
import { ask } from "../../testing/ask.js";
import { type OpenDatabase, onBothDatabases } from "../../testing/databases.js";
import { createApp } from "../src/app.js";
import { empresaDePrueba } from "../src/seed/company.js";
import { seed } from "../src/seed/seed.js";
import { comoEmpresa } from "../src/tenant.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const sabana = empresaDePrueba;
const andes = {
  ...sabana,
  id: "0f9a4d52-6d0b-4c5e-9a35-3d7a1f2b6c02",
  nit: "901234567",
  dv: 7,
  razonSocial: "Andes S.A.S.",
};

interface Named {
  id: string;
  codigo: string;
  numeroDocumento: string;
}
interface Factura extends Record<"subtotal" | "iva" | "inc" | "ica" | "total", string> {
  id: string;
  numero: number;
  createdAt: string;
  updatedAt: string;
  lineas: { base: string }[];
  error?: string;
}

await onBothDatabases("facturacion", (database) => {
  let open: OpenDatabase;
  beforeAll(async () => {
    await upgrade({ cwd, url: database.url });
    open = await database.open();
    await open.db.transaction((tx) => seed(tx, sabana));
    await open.db.transaction((tx) => seed(tx, andes));
    return () => open.close();
  });

  const as = <Body>(empresa: { id: string }, method: string, path: string, body?: unknown) =>
    ask<Body>(createApp(open.db, ["0001"]), method, path, {
      headers: { "X-Empresa-Id": empresa.id },
      body,
    });
  const products = async (empresa: { id: string }) =>
    Object.fromEntries(
      (await as<Named[]>(empresa, "GET", "/productos")).body.map(({ codigo, id }) => [codigo, id]),
    );
  const client = async (empresa: { id: string }) =>
    (await as<Named[]>(empresa, "GET", "/clientes")).body[0]?.id;
  const bill = async (empresa: { id: string }, lines: [string, string, string?][]) => {
    const ids = await products(empresa);
    return as<Factura>(empresa, "POST", "/facturas", {
      cliente_id: await client(empresa),
      lineas: lines.map(([codigo, cantidad, descuento]) => ({
        producto_id: ids[codigo],
        cantidad,
        ...(descuento && { descuento }),
      })),
    });
  };

  it("is healthy at head", async () => {
    expect(await ask(createApp(open.db, ["0001"]), "GET", "/health")).toMatchObject({
      status: 200,
      body: { atHead: true, revisions: ["0001"] },
    });
  });

  it("is seeded with roles, users, clients, products and taxes; a second time changes nothing", async () => {
    const everything = () =>
      open.query(
        `select (select json_agg(t order by id) from (
             select id, nombre, updated_at from roles union all select id, email, updated_at from usuarios
             union all select id, numero_documento, updated_at from clientes
             union all select id, nombre, updated_at from impuestos
             union all select id, codigo, updated_at from productos
             union all select id, nit, updated_at from empresas
             union all select id, siguiente::text, updated_at from configuraciones_dian) t)::text as rows,
           (select json_agg(t order by rol_id, permiso) from rol_permisos t)::text as allowed,
           (select json_agg(t order by producto_id, impuesto_id) from producto_impuestos t)::text as taxed`,
      );
    const before = await everything();
    await open.db.transaction((tx) => seed(tx, sabana));
    expect(await everything()).toEqual(before);
    const allowed = await open.query(
      `select nombre, count(*)::int as n from roles r join rol_permisos p on p.rol_id = r.id
       where r.empresa_id = $1 group by 1 order by 1`,
      [sabana.id],
    );
    expect(allowed).toEqual([
      { nombre: "Admin", n: 6 },
      { nombre: "User", n: 3 },
    ]);
  });

  it("bills IVA, INC and ICA right to the cent", async () => {
    const { status, body } = await bill(sabana, [
      ["CEM-50", "3"], // 59970.99; IVA 11394.4881; ICA 579.3197634
      ["ALM-01", "2.5", "1000"], // 31251.375 → 31251.38 − 1000; INC 2420.1104
      ["TOR-01", "1"], // 2.50; IVA 0.475: half up
      ["LIB-01", "1"], // 45000.00, no tax
    ]);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      subtotal: "135224.87",
      iva: "11394.97",
      inc: "2420.11",
      ica: "579.32",
      total: "149619.27",
      estado: "pendiente",
      prefijo: "SETP",
    });
    const read = await as<Factura>(sabana, "GET", `/facturas/${body.id}`);
    expect(read.body.lineas.map(({ base }) => base)).toEqual([
      "59970.99",
      "30251.38",
      "2.50",
      "45000.00",
    ]);
  });

  it("numbers without gaps, also where an invoice fails and where several come at once", async () => {
    const first = (await bill(sabana, [["TOR-01", "1"]])).body.numero;
    expect((await bill(sabana, [["TOR-01", "1", "9"]])).status).toBe(422); // below zero
    const several = await Promise.all([1, 2, 3].map(() => bill(sabana, [["TOR-01", "4"]])));
    expect(several.map(({ body }) => body.numero - first).sort()).toEqual([1, 2, 3]);
  });

  it("shows and takes nothing across companies", async () => {
    const { body: theirs } = await bill(sabana, [["LIB-01", "1"]]);
    const mine = (await bill(andes, [["LIB-01", "1"]])).body;
    expect((await as<Factura[]>(andes, "GET", "/facturas")).body.map(({ id }) => id)).toEqual([
      mine.id,
    ]);
    expect((await as(andes, "GET", `/facturas/${theirs.id}`)).status).toBe(404);
    const answer = { estado: "aceptada", cufe: "a1" };
    expect((await as(andes, "PATCH", `/facturas/${theirs.id}`, answer)).status).toBe(404);
    const foreign = { cliente_id: await client(sabana), lineas: [] as object[] };
    foreign.lineas = [{ producto_id: (await products(andes))["LIB-01"] }];
    expect((await as<Factura>(andes, "POST", "/facturas", foreign)).body.error).toContain(
      "facturas_cliente_id_fkey",
    );
    const product = { producto_id: (await products(sabana))["LIB-01"] };
    expect(
      (
        await as<Factura>(andes, "POST", "/facturas", {
          cliente_id: await client(andes),
          lineas: [product],
        })
      ).body.error,
    ).toBe("un producto no existe en esta empresa");
  });

  it("holds below the service too: by row level security", async () => {
    const asAndes = (text: string) =>
      comoEmpresa(open.db, andes.id, (tx) => tx.execute(sql.raw(text)));
    const count = async (text: string) =>
      ((await asAndes(text)) as { rows: { n: number }[] }).rows[0]?.n;
    expect(await count("select count(distinct empresa_id)::int as n from clientes")).toBe(1);
    expect(await count("select count(*)::int as n from empresas")).toBe(1);
    await asAndes("update productos set precio = 0");
    await asAndes("delete from factura_lineas");
    expect(
      await open.query(
        `select bool_and(precio > 0) as kept, (select count(*) > 0 from factura_lineas) as lines
         from productos where empresa_id = '${sabana.id}'`,
      ),
    ).toEqual([{ kept: true, lines: true }]);
    await expect(
      asAndes(`insert into roles (empresa_id, nombre) values ('${sabana.id}', 'Espía')`),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
    const nobody = comoEmpresa(open.db, "", (tx) => tx.execute(sql`select id from empresas`));
    expect(await nobody).toMatchObject({ rows: [] });
    const stranger = { id: "00000000-0000-0000-0000-000000000000" };
    expect((await as(stranger, "GET", "/clientes")).body).toEqual([]);
    expect((await as({ id: "" }, "GET", "/facturas")).status).toBe(401);
  });

  it("records what the DIAN said, and when the row changed", async () => {
    const { body } = await bill(sabana, [["LIB-01", "2"]]);
    const path = `/facturas/${body.id}`;
    const cufe = "cufe-1";
    const sent = await as<Factura>(sabana, "PATCH", path, { estado: "aceptada", cufe });
    expect(sent).toMatchObject({ status: 200, body: { estado: "aceptada", cufe } });
    expect(Date.parse(sent.body.updatedAt)).toBeGreaterThan(Date.parse(body.createdAt));
    expect((await as(sabana, "PATCH", path, { estado: "perdida", cufe })).status).toBe(400);
  });
});
