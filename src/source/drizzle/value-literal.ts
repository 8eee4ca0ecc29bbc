import { literal } from "../../operation/index.js";

/** A JavaScript value, mapped for the driver, as an SQL literal that can stand in an expression. */
export function valueLiteral(value: unknown): string {
  if (typeof value === "string") return literal(withoutNul(value));
  if (Array.isArray(value)) return literal(withoutNul(arrayText(value)));
  // `x -${-1}` would begin a comment.
  if ((typeof value === "number" || typeof value === "bigint") && value < 0)
    return `(${literal(value)})`;
  if (typeof value === "function" || typeof value === "symbol")
    throw new TypeError(`a ${typeof value} cannot be written as an SQL literal`);
  if (typeof value === "object" && value !== null && isJson(value))
    return literal(withoutNul(JSON.stringify(value)));
  return literal(value as never);
}

/** The text form of an array, `{1,NULL,"a b"}`: unlike `ARRAY[…]` it takes any element type. */
export function arrayText(values: readonly unknown[]): string {
  return `{${values.map(element).join(",")}}`;
}

function element(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (Array.isArray(value)) return arrayText(value);
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")
    return String(value);
  let text: string;
  if (typeof value === "string") text = value;
  else if (value instanceof Date) text = value.toISOString();
  else if (value instanceof Uint8Array) text = `\\x${Buffer.from(value).toString("hex")}`;
  else text = JSON.stringify(value);
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

function isJson(value: object): boolean {
  return !(value instanceof Date) && !(value instanceof Uint8Array);
}

/** The protocol ends a text at a NUL, which would cut the statement short in silence. */
function withoutNul(text: string): string {
  if (text.includes("\0")) throw new TypeError("PostgreSQL cannot store the character NUL");
  return text;
}
