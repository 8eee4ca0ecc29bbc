import { valueLiteral } from "./value-literal.js";

/**
 * `WITH (…)`, from an object: `{ securityInvoker: true }` is `WITH (security_invoker = true)`.
 * Empty without options; begins with a blank otherwise.
 */
export function storageOptions(options: object | undefined): string {
  const entries = Object.entries(options ?? {}).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return "";
  const list = entries.map(([key, value]) => `${snakeCase(key)} = ${optionValue(value)}`);
  return ` WITH (${list.join(", ")})`;
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

function optionValue(value: unknown): string {
  return typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : valueLiteral(String(value));
}
