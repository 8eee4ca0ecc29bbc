import { HTTPException } from "hono/http-exception";
import type { Pedido } from "./facturar.js";
import { fieldsOf } from "./fields.js";

export function readPedido(body: unknown): Pedido {
  const has = fieldsOf(body);
  const lineas = has.list("lineas").map((linea) => ({
    productoId: fieldsOf(linea).text("producto_id"),
    cantidad: decimal(linea, "cantidad", "1"),
    descuento: decimal(linea, "descuento", "0"),
  }));
  if (lineas.length === 0) throw new HTTPException(400, { message: "lineas should not be empty" });
  return { clienteId: has.text("cliente_id"), lineas };
}

/** The company that the gateway has authenticated. */
export function readEmpresa(header: string | undefined): string {
  if (!header || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(header))
    throw new HTTPException(401, { message: "X-Empresa-Id should name a company" });
  return header;
}

/** A number of JSON has lost its cents already when it is read: texts are the exact form. */
function decimal(body: unknown, name: string, otherwise: string): string {
  const value = (body as Record<string, unknown>)[name] ?? otherwise;
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || !/^\d{1,11}(\.\d{1,3})?$/.test(text))
    throw new HTTPException(400, { message: `${name} should be a decimal number` });
  return text;
}
