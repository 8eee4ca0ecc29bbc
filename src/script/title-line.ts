import { basename } from "node:path";

/** What the first comment line of a revision file says: `create vales · 2026-11-21`. */
export interface Title {
  readonly message: string;
  readonly created?: string;
}

const dated = /^(?:(.*?)\s+)?·\s+(\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?)$/;
/** Comments that speak to tools, not to people. */
const directive =
  /^(?:@\w|!|<reference|#\s?(?:sourceMapping|region)|(?:eslint|oxlint|biome|prettier)-\w|eslint\s+[\w-]+:)/;

/** Reads the title from the comment that opens the file; without one, from the file's name. */
export function titleOf(text: string, id: string, file: string): Title {
  for (const line of openingComments(text)) {
    const found = dated.exec(line);
    if (found !== null) return { message: unescaped(found[1] ?? ""), created: found[2] ?? "" };
    if (!directive.test(line)) return { message: unescaped(line) };
  }
  return { message: fromFileName(file, id) };
}

/** The comment lines before the first code, without their marks. */
function* openingComments(text: string): Iterable<string> {
  let inBlock = false;
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  while (start < text.length) {
    const end = text.indexOf("\n", start);
    const line = text.slice(start, end === -1 ? undefined : end).trim();
    start = end === -1 ? text.length : end + 1;
    if (line === "" || line.startsWith("#!") || /^["']use strict["'];?$/.test(line)) continue;
    const opened: boolean = inBlock || line.startsWith("/*");
    if (!opened && !line.startsWith("//") && !line.startsWith("--")) return;
    const content = opened
      ? line.replace(/^(?:\/\*+|\*(?!\/))?\s*/, "").replace(/\s*\*\/.*$/, "")
      : line.replace(/^(?:\/\/+|--+)\s*/, "");
    inBlock = opened && !line.includes("*/");
    if (content !== "") yield content;
  }
}

function fromFileName(file: string, id: string): string {
  const stem = basename(file).replace(/\.\w+$/, "");
  const rest = stem === id ? "" : stem.startsWith(`${id}_`) ? stem.slice(id.length + 1) : stem;
  return rest.replace(/_+/g, " ").trim();
}

/** Makes a message one line: what would break out of a line comment is escaped. */
export function escapeTitle(message: string): string {
  return message
    .replace(/\\(?=[nr\\])/g, "\\\\")
    .replace(/\r\n|[\n\u2028\u2029]/g, "\\n")
    .replace(/\r/g, "\\r");
}

/** The title of a new file, without the mark of the comment. */
export function titleLine({ message, date }: { readonly message: string; readonly date: string }) {
  return `${escapeTitle(message)} · ${date.slice(0, 10)}`.trim();
}

function unescaped(line: string): string {
  return line.replace(/\\([nr\\])/g, (_all, char: string) => {
    return char === "n" ? "\n" : char === "r" ? "\r" : "\\";
  });
}
