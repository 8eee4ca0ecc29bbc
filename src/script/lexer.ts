/** One token of TypeScript or JavaScript, as much of it as reading a header needs. */
export interface Token {
  readonly type: "word" | "string" | "template" | "number" | "regex" | "punctuation";
  /** The text; for a string the value it denotes. A template with substitutions has no value. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** Whether a line break stands before it. */
  readonly newline: boolean;
  /** Only for `template`: it holds `${…}`. */
  readonly dynamic?: boolean;
}

// Nearly every word is ASCII, and the other pattern costs a millisecond to compile.
const plainWord = /[A-Za-z$_@#][\w$]*(?![\w$\u0080-\uffff])/y;
const wordStart = /[A-Za-z$_@#\u0080-\uffff]/;
const word = /[\p{L}\p{Nl}$_@#][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}$_]*/uy;
const number = /\d[\w.]*/y;
const trivia = /(?:\s|\/\/[^\n\r]*|\/\*[\s\S]*?\*\/)*/y;
const regex = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;
/** After these a `/` begins a regular expression; after anything else it divides. */
const beforeRegex = /^(?:[(,=:[!&|?{};+\-*%~^<>]|return|typeof|case|in|of|void|delete|=>)$/;

/**
 * Gives the tokens of a source text one by one, `undefined` at its end. Never throws: what it
 * does not understand comes out as punctuation.
 */
export function lexer(text: string): () => Token | undefined {
  let at = text.startsWith("#!") ? endOfLine(text, 0) : 0;
  let previous = ";";
  return () => {
    trivia.lastIndex = at;
    const skipped = trivia.exec(text)?.[0] ?? "";
    const start = at + skipped.length;
    if (start >= text.length) return undefined;
    const newline = skipped.includes("\n") || skipped.includes("\r");
    const token = tokenAt(text, start, newline, previous);
    at = token.end;
    previous = token.type === "punctuation" || token.type === "word" ? token.value : "x";
    return token;
  };
}

function tokenAt(text: string, start: number, newline: boolean, previous: string): Token {
  const first = text[start] ?? "";
  if (first === '"' || first === "'") {
    const end = endOfString(text, start, first);
    return { type: "string", value: cooked(text.slice(start + 1, end - 1)), start, end, newline };
  }
  if (first === "`") return template(text, start, newline);
  const matched = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = start;
    return pattern.exec(text)?.[0];
  };
  const make = (type: Token["type"], value: string): Token => {
    return { type, value, start, end: start + value.length, newline };
  };
  const name = matched(plainWord) ?? (wordStart.test(first) ? matched(word) : undefined);
  if (name !== undefined) return make("word", name);
  const digits = matched(number);
  if (digits !== undefined) return make("number", digits);
  if (first === "/" && beforeRegex.test(previous)) {
    const literal = matched(regex);
    if (literal !== undefined) return make("regex", literal);
  }
  if (text.startsWith("=>", start)) return make("punctuation", "=>");
  return make("punctuation", first);
}

function endOfString(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === "\\") at++;
    else if (char === quote || char === "\n") return at + 1;
  }
  return text.length;
}

function template(text: string, start: number, newline: boolean): Token {
  let at = start + 1;
  let dynamic = false;
  while (at < text.length && text[at] !== "`") {
    if (text[at] === "\\") at += 2;
    else if (text.startsWith("${", at)) {
      dynamic = true;
      at = endOfSubstitution(text, at + 2);
    } else at++;
  }
  const value = dynamic ? "" : cooked(text.slice(start + 1, at));
  return { type: "template", value, start, end: Math.min(at + 1, text.length), newline, dynamic };
}

function endOfSubstitution(text: string, from: number): number {
  const next = lexer(text.slice(from));
  let depth = 0;
  for (let token = next(); token !== undefined; token = next()) {
    if (token.type !== "punctuation") continue;
    if (token.value === "{") depth++;
    if (token.value === "}" && depth-- === 0) return from + token.end;
  }
  return text.length;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at === -1 ? text.length : at;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", "0": "\0" };

function cooked(body: string): string {
  if (!body.includes("\\")) return body;
  return body.replace(
    /\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2})|(\r?\n)|([\s\S]))/gi,
    (_all, point?: string, unit?: string, byte?: string, joined?: string, char?: string) => {
      const code = point ?? unit ?? byte;
      if (code !== undefined) return String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff));
      return joined === undefined ? (escapes[char ?? ""] ?? char ?? "") : "";
    },
  );
}
