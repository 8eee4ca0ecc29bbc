import { eq, sql } from "drizzle-orm";
import { HTTPException } from "hono/http-exception";
import type { Database } from "./database.js";
import { configuracionesDian, facturas } from "./models/index.js";

export interface Pedido {
  readonly clienteId: string;
  /** Amounts are decimal texts: no binary fraction comes near money. */
  readonly lineas: readonly { productoId: string; cantidad: string; descuento: string }[];
}

/**
 * Issues an invoice within the transaction of a company. PostgreSQL computes, in decimals: each line and
 * each of its taxes is rounded to the cent, half up, and the totals are their sums.
 */
export async function facturar(
  tx: Database,
  pedido: Pedido,
): Promise<typeof facturas.$inferSelect> {
  const { prefijo, numero } = await siguienteNumero(tx);
  const [factura] = await tx
    .insert(facturas)
    .values({ empresaId: sql`empresa_actual()`, prefijo, numero, clienteId: pedido.clienteId })
    .returning();
  if (!factura) throw new Error("the invoice was not returned");
  await agregarLineas(tx, factura.id, pedido.lineas);
  await agregarImpuestos(tx, factura.id);
  return sumar(tx, factura.id);
}

/** The update holds the row until the end of the transaction: numbers have neither gaps nor doubles. */
async function siguienteNumero(tx: Database): Promise<{ prefijo: string; numero: number }> {
  const [taken] = await tx
    .update(configuracionesDian)
    .set({ siguiente: sql`${configuracionesDian.siguiente} + 1` })
    .where(
      sql`${configuracionesDian.siguiente} <= ${configuracionesDian.hasta}
        and ${configuracionesDian.vigenteHasta} >= current_date`,
    )
    .returning({
      prefijo: configuracionesDian.prefijo,
      numero: sql<number>`${configuracionesDian.siguiente} - 1`,
    });
  if (!taken) throw new HTTPException(409, { message: "no hay numeración vigente de la DIAN" });
  return taken;
}

async function agregarLineas(
  tx: Database,
  facturaId: string,
  lineas: Pedido["lineas"],
): Promise<void> {
  const pedidas = lineas.map((linea, i) => ({
    numero: i + 1,
    producto_id: linea.productoId,
    cantidad: linea.cantidad,
    descuento: linea.descuento,
  }));
  await tx.execute(sql`
    insert into factura_lineas
      (empresa_id, factura_id, numero, producto_id, descripcion, cantidad, precio_unitario, descuento, base)
    select empresa_actual(), ${facturaId}, l.numero, p.id, p.nombre, l.cantidad, p.precio, l.descuento,
      round(l.cantidad * p.precio, 2) - l.descuento
    from jsonb_to_recordset(${JSON.stringify(pedidas)}::jsonb)
      as l(numero int, producto_id uuid, cantidad numeric(14, 3), descuento numeric(16, 2))
    join productos p on p.id = l.producto_id`);
  const [{ n } = { n: 0 }] = await tx
    .select({ n: sql<number>`count(*)::int` })
    .from(sql`factura_lineas`)
    .where(sql`factura_id = ${facturaId}`);
  if (n !== lineas.length)
    throw new HTTPException(422, { message: "un producto no existe en esta empresa" });
}

async function agregarImpuestos(tx: Database, facturaId: string): Promise<void> {
  await tx.execute(sql`
    insert into linea_impuestos (empresa_id, linea_id, impuesto_id, tipo, tarifa, valor)
    select empresa_actual(), l.id, i.id, i.tipo, i.tarifa, round(l.base * i.tarifa / 100, 2)
    from factura_lineas l
    join producto_impuestos pi on pi.producto_id = l.producto_id
    join impuestos i on i.id = pi.impuesto_id and i.activo
    where l.factura_id = ${facturaId}`);
}

async function sumar(tx: Database, facturaId: string): Promise<typeof facturas.$inferSelect> {
  const impuesto = (tipo: string) => sql`(
    select coalesce(sum(valor), 0) from linea_impuestos li join factura_lineas l on l.id = li.linea_id
    where l.factura_id = ${facturaId} and li.tipo = ${tipo})`;
  const subtotal = sql`(select coalesce(sum(base), 0) from factura_lineas where factura_id = ${facturaId})`;
  const [iva, inc, ica] = [impuesto("IVA"), impuesto("INC"), impuesto("ICA")];
  const total = sql`${subtotal} + ${iva} + ${inc} + ${ica}`;
  const [factura] = await tx
    .update(facturas)
    .set({ subtotal, iva, inc, ica, total })
    .where(eq(facturas.id, facturaId))
    .returning();
  if (!factura) throw new Error("the invoice is gone");
  return factura;
}
