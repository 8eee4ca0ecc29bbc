import { width } from "../literal.js";

/** Of a line in a module, where nothing is around it. */
const lineWidth = width + 2;

/**
 * Calls that follow one another: `text().notNull()`. Where one line is not enough, there is one for
 * each; a call that is alone gives its argument one.
 */
export function chain(
  [head, ...calls]: readonly string[],
  indent: number,
  { before = "", behind = "" }: { readonly before?: string; readonly behind?: string } = {},
): string {
  const flat = `${before}${head}${calls.join("")}${behind}`;
  if (calls.length === 0 || fits(flat, indent)) return flat;
  const pad = " ".repeat(indent + 2);
  if (calls.length > 1) return `${before}${[head, ...calls].join(`\n${pad}`)}${behind}`;
  const [, name, argument] = /^(\.\w+)\((.*)\)$/s.exec(calls[0]!)!;
  // SQL text stays where it is: it may be of several lines.
  if (argument === "" || argument!.startsWith("sql`")) return flat;
  return `${before}${head}${name}(\n${pad}${argument},\n${" ".repeat(indent)})${behind}`;
}

/**
 * `open` and `close` around parts: in one line, or each in its own.
 *
 * @param options.more what comes behind in the same line
 */
export function list(
  open: string,
  parts: readonly string[],
  close: string,
  indent: number,
  { more = 0 }: { readonly more?: number } = {},
): string {
  const space = open.endsWith("{") ? " " : "";
  const flat = `${open}${space}${parts.join(", ")}${space}${close}`;
  if (fits(flat, indent + more)) return flat;
  const pad = " ".repeat(indent + 2);
  return `${open}\n${parts.map((part) => `${pad}${part},\n`).join("")}${" ".repeat(indent)}${close}`;
}

function fits(text: string, indent: number): boolean {
  return !text.includes("\n") && indent + text.length <= lineWidth;
}

/** A comment of the database above what it is about. */
export function docComment(text: string | null | undefined, indent: number): string {
  if (!text) return "";
  const pad = " ".repeat(indent);
  const lines = text
    .replaceAll("*/", "* /")
    .trim()
    .split(/\s*\n\s*/);
  if (lines.length === 1) return `${pad}/** ${lines[0]} */\n`;
  return `${pad}/**\n${lines.map((line) => `${pad} * ${line}\n`).join("")}${pad} */\n`;
}
