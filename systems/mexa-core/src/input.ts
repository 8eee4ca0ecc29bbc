import { HTTPException } from "hono/http-exception";
import { fieldsOf } from "./fields.js";
import type { Pedido } from "./vales.js";

export function readPedido(body: unknown): Pedido {
  const has = fieldsOf(body);
  const items = has.list("items").map((item) => {
    const line = fieldsOf(item);
    return { code: line.text("code"), cantidad: line.integer("cantidad") };
  });
  if (items.length === 0) throw new HTTPException(400, { message: "items should not be empty" });
  return { requestId: has.text("request_id"), employeeNo: has.text("employee_no"), items };
}
