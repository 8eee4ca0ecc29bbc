import { isSql } from "../operation/index.js";

/** Of a line, less the two columns that the function around the body indents it by. */
export const width = 98;

/** A value with a name for its key, printed as the source of an object literal would have it. */
export function printValue(value: unknown, indent: number, room: number): string {
  const flat = printFlat(value);
  if (flat.length <= room && !flat.includes("\n") && !mustBreak(value)) return flat;
  if (isSql(value) || typeof value !== "object" || value === null) return flat;
  const pad = " ".repeat(indent + 2);
  const close = " ".repeat(indent);
  if (Array.isArray(value)) {
    const lines = value.map((item) => `${pad}${printValue(item, indent + 2, width - indent - 3)},`);
    return `[\n${lines.join("\n")}\n${close}]`;
  }
  const lines = entries(value).map(([key, item]) => {
    const start = `${pad}${printKey(key)}: `;
    return `${start}${printValue(item, indent + 2, width - start.length - 1)},`;
  });
  return `{\n${lines.join("\n")}\n${close}}`;
}

/** The columns of a table go one to a line, however short they are. */
function mustBreak(value: unknown): boolean {
  if (typeof value !== "object" || value === null || isSql(value)) return false;
  if ("columns" in value && mustBreak(value.columns)) return true;
  const first = Array.isArray(value) ? value[0] : Object.values(value)[0];
  return typeof first === "object" && first !== null && "type" in first;
}

function printFlat(value: unknown): string {
  if (isSql(value)) return `sql\`${escapeTemplate(value.text)}\``;
  if (typeof value === "string") return printString(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(printFlat).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const inside = entries(value).map(([k, v]) => `${printKey(k)}: ${printFlat(v)}`);
    return inside.length === 0 ? "{}" : `{ ${inside.join(", ")} }`;
  }
  return String(value);
}

function entries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, v]) => v !== undefined);
}

/** In the quotes that need fewer escapes, as formatters have it. */
export function printString(text: string): string {
  // U+2028 and U+2029 are legal in strings since ES2019; JSON leaves them as they are.
  const double = JSON.stringify(text);
  const single = `'${double.slice(1, -1).replaceAll("'", "\\'").replaceAll('\\"', '"')}'`;
  return single.length < double.length ? single : double;
}

/** A property, as an object literal has it. */
export function printKey(key: string): string {
  if (key === "__proto__") return '["__proto__"]';
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : printString(key);
}

function escapeTemplate(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
}
