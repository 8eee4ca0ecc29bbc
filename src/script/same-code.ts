import { checksum } from "./checksum.js";
import { lexer } from "./lexer.js";

/**
 * Whether two versions of a revision file do the same by their text: line ends do not count, nor,
 * in TypeScript and JavaScript, comments and layout.
 */
export function sameCode(file: string, a: string, b: string): boolean {
  if (checksum(a) === checksum(b)) return true;
  if (file.endsWith(".sql")) return false;
  const [left, right] = [words(a), words(b)];
  return left.length === right.length && left.every((word, i) => word === right[i]);
}

function words(text: string): string[] {
  const next = lexer(text);
  const found: string[] = [];
  for (let token = next(); token !== undefined; token = next()) {
    // A template with substitutions has no value; its text says all.
    const { type, value, start, end } = token;
    found.push(type === "template" ? text.slice(start, end) : `${type} ${value}`);
  }
  return found;
}
