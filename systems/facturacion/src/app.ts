import { desc, eq } from "drizzle-orm";
import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Database } from "./database.js";
import { facturar } from "./facturar.js";
import { fieldsOf } from "./fields.js";
import { health } from "./health.js";
import { readEmpresa, readPedido } from "./input.js";
import { clientes, facturaLineas, facturas, productos } from "./models/index.js";
import { refusal } from "./refusal.js";
import { comoEmpresa } from "./tenant.js";

type Estado = (typeof facturas.$inferSelect)["estado"];

/**
 * The service, on a database that stands at `heads`. Every request but `/health` is one company's, and
 * no query names it: row level security does.
 *
 * @example
 * createApp(db, ["0001"]).request("/facturas", { headers: { "X-Empresa-Id": id } });
 */
export function createApp(db: Database, heads: readonly string[]): Hono {
  const app = new Hono();
  const comoQuienPide = <Result>(c: Context, work: (tx: Database) => Promise<Result>) =>
    comoEmpresa(db, readEmpresa(c.req.header("X-Empresa-Id")), work);

  app.get("/health", async (c) => {
    const report = await health(db, heads);
    return c.json(report, report.healthy ? 200 : 503);
  });

  app.get("/clientes", async (c) =>
    c.json(
      await comoQuienPide(c, (tx) =>
        tx.select().from(clientes).orderBy(clientes.nombre).limit(100),
      ),
    ),
  );

  app.get("/productos", async (c) =>
    c.json(
      await comoQuienPide(c, (tx) =>
        tx
          .select()
          .from(productos)
          .where(eq(productos.activo, true))
          .orderBy(productos.codigo)
          .limit(100),
      ),
    ),
  );

  app.post("/facturas", async (c) => {
    const pedido = readPedido(await c.req.json());
    return c.json(await comoQuienPide(c, (tx) => facturar(tx, pedido)), 201);
  });

  app.get("/facturas", async (c) =>
    c.json(
      await comoQuienPide(c, (tx) =>
        tx.select().from(facturas).orderBy(desc(facturas.numero)).limit(100),
      ),
    ),
  );

  app.get("/facturas/:id", async (c) => {
    const id = c.req.param("id");
    const found = await comoQuienPide(c, async (tx) => {
      const [factura] = await tx.select().from(facturas).where(eq(facturas.id, id));
      if (!factura) throw missing(id);
      const lineas = await tx
        .select()
        .from(facturaLineas)
        .where(eq(facturaLineas.facturaId, id))
        .orderBy(facturaLineas.numero);
      return { ...factura, lineas };
    });
    return c.json(found);
  });

  // What the DIAN answered, under the code it gave.
  app.patch("/facturas/:id", async (c) => {
    const id = c.req.param("id");
    const has = fieldsOf(await c.req.json());
    const change = { estado: has.text("estado") as Estado, cufe: has.text("cufe") };
    const [factura] = await comoQuienPide(c, (tx) =>
      tx.update(facturas).set(change).where(eq(facturas.id, id)).returning(),
    );
    if (!factura) throw missing(id);
    return c.json(factura);
  });

  app.onError((error, c) => {
    const refused = refusal(error);
    if (refused) return c.json({ error: refused.error }, refused.status);
    console.error(error);
    return c.json({ error: "something failed here" }, 500);
  });
  return app;
}

function missing(id: string): HTTPException {
  return new HTTPException(404, { message: `no hay factura ${id}` });
}
