import { LimbeckError } from "../diagnostic/index.js";
import { reservedWords } from "./name.js";

/** A revision identifier, taken apart: `billing@head-2` is a branch, a symbol and an offset. */
export interface Identifier {
  /** As written. */
  readonly text: string;
  /** Label or id before the `@`. */
  readonly branch?: string;
  /** Id, start of an id, label, or one of `head heads base current`. Absent: relative to what is applied. */
  readonly symbol?: string;
  /** Revisions up (positive) or down (negative) from the symbol. */
  readonly offset?: number;
}

/** The grammar in one line, for hints. */
export const identifierGrammar =
  "A revision is [BRANCH@]NAME[+N|-N] or [BRANCH@]+N|-N, where NAME is an id or the start of one, a branch label, head, heads, base or current.";

const pattern = /^(?:(?<branch>[^@:+\-\s]+)@)?(?<symbol>[^@:+\-\s]+)?(?<offset>[+-]\d+)?$/;

/**
 * Takes an identifier apart.
 *
 * @throws LimbeckError `revision-malformed`
 * @example
 * parseIdentifier("billing@head-2"); // { text, branch: "billing", symbol: "head", offset: -2 }
 */
export function parseIdentifier(text: string): Identifier {
  const groups = pattern.exec(text)?.groups;
  if (groups === undefined) throw malformed(text, problemOf(text), hintOf(text));
  const { branch, symbol, offset } = groups;
  if (symbol === undefined && offset === undefined) throw malformed(text, problemOf(text));
  if (branch !== undefined && reservedWords.includes(branch)) {
    throw malformed(text, `"${branch}" is not a branch`);
  }
  return {
    text,
    ...(branch === undefined ? {} : { branch }),
    ...(symbol === undefined ? {} : { symbol }),
    ...(offset === undefined ? {} : { offset: Number(offset) }),
  };
}

/** Whether it counts from the rows of the version table: `+1`, `-1`, `current-1`. */
export function isRelative({ symbol, offset }: Identifier): boolean {
  return offset !== undefined && (symbol === undefined || symbol === "current");
}

/** Whether the rows of the version table must be known to resolve it: `current`, `+1`, `billing@-1`. */
export function needsRows(text: string): boolean {
  const { symbol, offset } = pattern.exec(text)?.groups ?? {};
  return symbol === "current" || (symbol === undefined && offset !== undefined);
}

/** The same of a range, where counts go from its other end: `current:`, `-3:current`. */
export function rangeNeedsRows(text: string): boolean {
  return text.split(":").some((end) => pattern.exec(end)?.groups?.symbol === "current");
}

/** The error for a text outside the grammar. */
export function malformed(text: string, problem: string, hint = identifierGrammar): LimbeckError {
  return new LimbeckError(
    "revision-malformed",
    `${JSON.stringify(text)} is not a revision identifier: ${problem}`,
    { hint, details: { identifier: text } },
  );
}

function hintOf(text: string): string {
  return text.includes(":")
    ? "Name the target alone; ranges are for `--sql` and for `limbeck history -r`."
    : identifierGrammar;
}

function problemOf(text: string): string {
  if (text === "") return "it is empty";
  if (/\s/.test(text)) return "it holds a space";
  if (text.includes(":")) return 'one revision is wanted, and ":" makes a range';
  if (text.startsWith("@")) return 'the branch before "@" is missing';
  if (text.endsWith("@")) return 'what follows "@" is missing';
  if ((text.match(/@/g) ?? []).length > 1) return 'it holds more than one "@"';
  return '"+" and "-" must be followed by a number and end the identifier';
}
