/** A lexical unit of PostgreSQL's SQL, as far as splitting text needs to tell them apart. */
export interface Token {
  readonly kind: "blank" | "word" | "quoted" | "symbol";
  /** The offset after it. */
  readonly end: number;
}

const blank = /(?:\s+|--[^\n]*)/y;
/** Unrolled loops: an alternation per character overflows the stack on long strings. */
const escaped = /[eE]'[^'\\]*(?:(?:\\.|'')[^'\\]*)*'?/sy;
const quoted = /'[^']*(?:''[^']*)*'?|"[^"]*(?:""[^"]*)*"?/y;
const dollar = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const word = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y;
/** A number swallows what follows it, so that no dollar quote or E string begins inside. */
const digits = /(?:\d|\$\d)[\w.]*/y;

/** The token that begins at `at`. Quotes and comments that are not closed run to the end. */
export function skipToken(text: string, at: number): Token {
  const end = (pattern: RegExp): number | undefined => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : undefined;
  };
  let stop = end(blank);
  if (stop !== undefined) return { kind: "blank", end: stop };
  if (text.startsWith("/*", at)) {
    const close = endOfComment(text, at);
    // Left open it would hide all that follows: as a part of a statement, the server complains.
    return close === undefined
      ? { kind: "quoted", end: text.length }
      : { kind: "blank", end: close };
  }
  stop = end(escaped) ?? end(quoted);
  if (stop !== undefined) return { kind: "quoted", end: stop };
  stop = end(dollar);
  if (stop !== undefined) {
    const close = text.indexOf(text.slice(at, stop), stop);
    return { kind: "quoted", end: close < 0 ? text.length : close + stop - at };
  }
  stop = end(word);
  if (stop !== undefined) return { kind: "word", end: stop };
  return { kind: "symbol", end: end(digits) ?? at + 1 };
}

/** Block comments nest. Nothing for one that is not closed. */
function endOfComment(text: string, at: number): number | undefined {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = at;
  let depth = 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return undefined;
}
