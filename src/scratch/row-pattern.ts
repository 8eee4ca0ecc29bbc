/**
 * A text that a regular expression matches; another one for another `n`. Nothing when the
 * expression uses what only a real engine can answer, such as lookaheads and back references.
 *
 * @example
 * sampleOfPattern("^[A-Z]{3}-\\d+$", 0); // "AAA-0"
 */
export function sampleOfPattern(pattern: string, n: number): string | undefined {
  const reader = { pattern, at: 0, n };
  try {
    const text = alternatives(reader);
    return reader.at === pattern.length ? text : undefined;
  } catch (error) {
    if (error === beyond) return undefined;
    throw error;
  }
}

const beyond = Symbol("not a pattern this can follow");

interface Reader {
  readonly pattern: string;
  readonly n: number;
  at: number;
}

function alternatives(reader: Reader): string {
  const branches = [sequence(reader)];
  while (reader.pattern[reader.at] === "|") {
    reader.at++;
    branches.push(sequence(reader));
  }
  return branches[reader.n % branches.length]!;
}

function sequence(reader: Reader): string {
  let text = "";
  while (reader.at < reader.pattern.length && !"|)".includes(reader.pattern[reader.at]!)) {
    const piece = atom(reader);
    text += piece.repeat(times(reader));
  }
  return text;
}

/** How often: the fewest that are allowed, though once rather than never. */
function times(reader: Reader): number {
  const rest = reader.pattern.slice(reader.at);
  const [whole, sign, least, , most] = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(rest) ?? [];
  if (whole === undefined) return 1;
  reader.at += whole.length;
  if (sign !== undefined) return 1;
  return Number(least) === 0 && most !== "0" ? 1 : Number(least);
}

function atom(reader: Reader): string {
  const c = reader.pattern[reader.at++]!;
  if (c === "^" || c === "$") return "";
  if (c === "(") return group(reader);
  if (c === "[") return pick(setOf(reader), reader.n);
  if (c === ".") return pick("abcd", reader.n);
  if (c === "\\") return escaped(reader);
  if ("*+?{".includes(c)) throw beyond;
  return c;
}

function group(reader: Reader): string {
  if (reader.pattern.startsWith("?:", reader.at)) reader.at += 2;
  else if (reader.pattern[reader.at] === "?") throw beyond;
  const text = alternatives(reader);
  if (reader.pattern[reader.at++] !== ")") throw beyond;
  return text;
}

const small = "abcdefghijklmnopqrstuvwxyz";
const digits = "0123456789";
const named: Record<string, string> = {
  alpha: small,
  lower: small,
  upper: small.toUpperCase(),
  digit: digits,
  alnum: small + digits,
  xdigit: `${digits}abcdef`,
  space: " ",
  blank: " ",
  punct: "-_.",
  word: `${small}${digits}_`,
};
const shorthand: Record<string, string> = { d: digits, w: small + digits, s: " " };

function escaped(reader: Reader): string {
  const c = reader.pattern[reader.at++];
  if (c === undefined || /[1-9DWS]/.test(c)) throw beyond;
  if (/[mMyYAZ]/.test(c)) return "";
  const set = shorthand[c];
  return set ? pick(set, reader.n) : c;
}

/** The characters of a bracket expression, behind its `[`. */
function setOf(reader: Reader): string {
  const negated = reader.pattern[reader.at] === "^";
  if (negated) reader.at++;
  let set = "";
  for (let firstOne = true; firstOne || reader.pattern[reader.at] !== "]"; firstOne = false) {
    if (reader.at >= reader.pattern.length) throw beyond;
    set += member(reader);
  }
  reader.at++;
  if (!negated) return set;
  return [...`${small}${digits}-_`].filter((c) => !set.includes(c)).join("");
}

function member(reader: Reader): string {
  const rest = reader.pattern.slice(reader.at);
  const [whole, name] = /^\[:(\w+):\]/.exec(rest) ?? [];
  if (whole !== undefined) {
    reader.at += whole.length;
    return named[name!] ?? "";
  }
  const from = character(reader);
  if (from.length > 1 || !/^-[^\]]/.test(reader.pattern.slice(reader.at))) return from;
  reader.at++;
  const to = character(reader);
  let all = "";
  for (let code = from.codePointAt(0)!; code <= to.codePointAt(0)! && all.length < 100; code++)
    all += String.fromCodePoint(code);
  return all;
}

function character(reader: Reader): string {
  const c = reader.pattern[reader.at++]!;
  if (c !== "\\") return c;
  const next = reader.pattern[reader.at++] ?? "";
  return shorthand[next] ?? next;
}

function pick(set: string, n: number): string {
  const all = [...set];
  if (all.length === 0) throw beyond;
  return all[n % all.length]!;
}
