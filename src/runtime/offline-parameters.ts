import { quoteText } from "../dialect/index.js";

/**
 * A statement with parameters as statements without: prepared and executed, so that every value is
 * read as its parameter's type, as when a driver sends it.
 */
export function inlined(sql: string, params: readonly unknown[]): string[] {
  const values = params.map((value) => {
    const text = parameterText(value);
    return text === null ? "NULL" : quoteText(text);
  });
  return [
    `PREPARE limbeck_statement AS ${sql}`,
    `EXECUTE limbeck_statement(${values.join(", ")})`,
    "DEALLOCATE limbeck_statement",
  ];
}

/** A value in the text form that PostgreSQL reads for whatever type the parameter has. */
function parameterText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString("hex")}`;
  if (Array.isArray(value)) return arrayText(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function arrayText(values: readonly unknown[]): string {
  const items = values.map((value) => {
    if (Array.isArray(value)) return arrayText(value);
    const text = parameterText(value);
    return text === null ? "NULL" : `"${text.replace(/["\\]/g, "\\$&")}"`;
  });
  return `{${items.join(",")}}`;
}
