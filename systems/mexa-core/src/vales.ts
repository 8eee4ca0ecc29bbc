import { eq, inArray, sql } from "drizzle-orm";
import { HTTPException } from "hono/http-exception";
import type { Database } from "./database.js";
import { productos, usuarios, valeItems, vales } from "./models/index.js";

export type Vale = typeof vales.$inferSelect;

export interface Pedido {
  readonly requestId: string;
  readonly employeeNo: string;
  readonly items: readonly { code: string; cantidad: number }[];
}

/**
 * Makes the voucher that a request asks for, once: the same request again, at the same time or a year
 * later, gets the voucher that it made.
 */
export async function crearVale(
  db: Database,
  pedido: Pedido,
): Promise<{ vale: Vale; created: boolean }> {
  const made = await db.transaction(async (tx) => {
    const vale = await insertVale(tx, pedido);
    if (vale) await addItems(tx, vale, pedido.items);
    return vale;
  });
  if (made) return { vale: made, created: true };
  const [vale] = await db.select().from(vales).where(eq(vales.requestId, pedido.requestId));
  if (!vale) throw new Error(`the voucher of ${pedido.requestId} is gone`);
  return { vale, created: false };
}

/** Nothing, if the request has its voucher: of two at once, the second one waits here for the first. */
async function insertVale(tx: Database, pedido: Pedido): Promise<Vale | undefined> {
  const [usuario] = await tx
    .select()
    .from(usuarios)
    .where(eq(usuarios.employeeNo, pedido.employeeNo));
  if (!usuario?.activo)
    throw new HTTPException(422, { message: `no hay empleado ${pedido.employeeNo}` });
  const [next] = await tx
    .select({ id: sql<string>`nextval(pg_get_serial_sequence('vales', 'id'))` })
    .from(sql`(values (1)) one`);
  const id = Number(next?.id);
  const [vale] = await tx
    .insert(vales)
    .overridingSystemValue()
    .values({
      id,
      folio: `V-${String(id).padStart(6, "0")}`,
      usuarioId: usuario.id,
      employeeNo: usuario.employeeNo,
      requestId: pedido.requestId,
    })
    .onConflictDoNothing({ target: vales.requestId })
    .returning();
  return vale;
}

/** Takes from stock, products in one order for everybody: two vouchers cannot wait for each other. */
async function addItems(tx: Database, vale: Vale, items: Pedido["items"]): Promise<void> {
  const codes = items.map(({ code }) => code);
  const found = await tx
    .select({ id: productos.id, code: productos.code })
    .from(productos)
    .where(inArray(productos.code, codes))
    .orderBy(productos.id)
    .for("update");
  for (const { code, cantidad } of items) {
    const producto = found.find((one) => one.code === code);
    if (!producto) throw new HTTPException(422, { message: `no hay producto ${code}` });
    await tx.insert(valeItems).values({ valeId: vale.id, productoId: producto.id, cantidad });
    await tx
      .update(productos)
      .set({ existencia: sql`${productos.existencia} - ${cantidad}` })
      .where(eq(productos.id, producto.id));
  }
}
