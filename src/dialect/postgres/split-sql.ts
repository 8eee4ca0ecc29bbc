import { skipToken } from "./skip-token.js";

/** One statement of a longer text. */
export interface SqlStatement {
  /** Without the closing semicolon, the blanks and the comments before it. */
  readonly text: string;
  /** The line it begins on, from 1. */
  readonly line: number;
  /** Where it begins in the whole text, in UTF-16 units. */
  readonly offset: number;
  /**
   * Only `psql` can run it: a backslash command, or `COPY … FROM stdin` with the rows that follow
   * (which are not part of `text`).
   */
  readonly psql?: "command" | "copy";
}

/**
 * Cuts SQL text into statements as `psql` does: semicolons inside quotes, dollar quotes, comments,
 * parentheses and `BEGIN ATOMIC … END` bodies do not end one. Never fails: what is not closed runs
 * to the end of the text, and the server will say so.
 *
 * @example
 * splitSql("CREATE TABLE a (); -- done\nSELECT ';'").map((s) => s.text);
 * // ["CREATE TABLE a ()", "SELECT ';'"]
 */
export function splitSql(text: string): SqlStatement[] {
  const found: SqlStatement[] = [];
  const lineAt = lineCounter(text);
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let start = -1; // offset of the first token of the statement, -1 between statements
  let end = at; // where its last token ended, so that trailing comments are left out
  let words: string[] = [];
  let parens = 0;
  let blocks = 0;

  const finish = (psql?: "copy") => {
    if (start >= 0) {
      const piece = { text: text.slice(start, end), line: lineAt(start), offset: start };
      found.push(psql ? { ...piece, psql } : piece);
    }
    start = -1;
    words = [];
    parens = blocks = 0;
  };

  while (at < text.length) {
    const token = skipToken(text, at);
    if (token.kind === "blank") {
      at = token.end;
      continue;
    }
    if (token.kind === "symbol" && text[at] === "\\") {
      finish();
      const stop = endOfLine(text, at);
      found.push({
        text: text.slice(at, stop).trimEnd(),
        line: lineAt(at),
        offset: at,
        psql: "command",
      });
      at = stop;
      continue;
    }
    if (token.kind === "symbol" && text[at] === ";" && parens === 0 && blocks === 0) {
      const copied = copyData(words, text, token.end);
      finish(copied === undefined ? undefined : "copy");
      at = copied ?? token.end;
      continue;
    }
    if (start < 0) start = at;
    end = token.end;
    if (token.kind === "word") {
      const word = text.slice(at, end).toLowerCase();
      words.push(word);
      if (parens === 0 && isRoutine(words)) {
        if (word === "begin" || (word === "case" && blocks > 0)) blocks++;
        else if (word === "end" && blocks > 0) blocks--;
      }
    } else if (text[at] === "(") parens++;
    else if (text[at] === ")" && parens > 0) parens--;
    at = token.end;
  }
  finish();
  return found;
}

function isRoutine(words: readonly string[]): boolean {
  const at = words[1] === "or" && words[2] === "replace" ? 3 : 1;
  return words[0] === "create" && (words[at] === "function" || words[at] === "procedure");
}

/** For `COPY … FROM stdin;` the end of the rows that follow, after the line `\.`. */
function copyData(words: readonly string[], text: string, from: number): number | undefined {
  if (words[0] !== "copy") return undefined;
  if (!words.some((word, i) => word === "stdin" && words[i - 1] === "from")) return undefined;
  const close = /^\\\.\r?$/m.exec(text.slice(from));
  return close ? from + close.index + close[0].length : from;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at < 0 ? text.length : at;
}

/** Offsets must be asked for in rising order. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let counted = 0;
  return (offset) => {
    for (; counted < offset; counted++) if (text.charCodeAt(counted) === 10) line++;
    return line;
  };
}

/** A statement without the blanks and comments before it. */
export function withoutComments(sql: string): string {
  return sql.replace(/^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, "");
}
