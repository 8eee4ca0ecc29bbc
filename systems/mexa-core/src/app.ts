import { and, desc, eq, sql } from "drizzle-orm";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Database } from "./database.js";
import { health } from "./health.js";
import { readPedido } from "./input.js";
import { productos, valeItems, vales } from "./models/index.js";
import { refusal } from "./refusal.js";
import { crearVale } from "./vales.js";

/**
 * The service, on a database that stands at `heads`.
 *
 * @example
 * createApp(db, ["003_add_indexes"]).request("/health");
 */
export function createApp(db: Database, heads: readonly string[]): Hono {
  const app = new Hono();

  app.get("/health", async (c) => {
    const report = await health(db, heads);
    return c.json(report, report.healthy ? 200 : 503);
  });

  // 201 the first time, 200 with the same voucher whenever the request comes again.
  app.post("/vales", async (c) => {
    const { vale, created } = await crearVale(db, readPedido(await c.req.json()));
    return c.json(vale, created ? 201 : 200);
  });

  app.get("/vales", async (c) => {
    const { employee_no: employeeNo, status } = c.req.query();
    const found = await db
      .select()
      .from(vales)
      .where(
        and(
          employeeNo ? eq(vales.employeeNo, employeeNo) : undefined,
          status ? eq(vales.status, status) : undefined,
        ),
      )
      .orderBy(desc(vales.createdAt), desc(vales.id))
      .limit(100);
    return c.json(found);
  });

  app.get("/vales/:folio", async (c) => {
    const folio = c.req.param("folio");
    const [vale] = await db.select().from(vales).where(eq(vales.folio, folio));
    if (!vale) throw missing(folio);
    const items = await db
      .select({ code: productos.code, name: productos.name, cantidad: valeItems.cantidad })
      .from(valeItems)
      .innerJoin(productos, eq(productos.id, valeItems.productoId))
      .where(eq(valeItems.valeId, vale.id))
      .orderBy(valeItems.id);
    return c.json({ ...vale, items });
  });

  app.post("/vales/:folio/entrega", async (c) => {
    const folio = c.req.param("folio");
    const [vale] = await db
      .update(vales)
      .set({ status: "entregado", entregadoAt: sql`coalesce(${vales.entregadoAt}, now())` })
      .where(eq(vales.folio, folio))
      .returning();
    if (!vale) throw missing(folio);
    return c.json(vale);
  });

  app.onError((error, c) => {
    const refused = refusal(error);
    if (refused) return c.json({ error: refused.error }, refused.status);
    console.error(error);
    return c.json({ error: "something failed here" }, 500);
  });
  return app;
}

function missing(folio: string): HTTPException {
  return new HTTPException(404, { message: `no hay vale ${folio}` });
}
