import { LimbeckError } from "../diagnostic/index.js";

/** Words of the identifier grammar, which no id and no label may take. */
export const reservedWords: readonly string[] = ["head", "heads", "base", "current"];

/** The longest id or label, in bytes of UTF-8. */
export const longestName = 255;

/** Why a text cannot be a revision id or a branch label, or undefined when it can. */
export function nameProblem(text: string): string | undefined {
  // Nearly every name there is; the rest of this is slow for ten thousand of them.
  if (/^\w{5,255}$/.test(text) && !reservedWords.includes(text)) return undefined;
  if (text === "") return "it is empty";
  if (reservedWords.includes(text)) return `"${text}" is a word of the identifier grammar`;
  const illegal = [...new Set(text.match(/[@+:\-\s\p{Cc}]/gu) ?? [])];
  if (illegal.length > 0) return `it holds ${illegal.map(shown).join(", ")}`;
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > longestName) return `it is ${bytes} bytes long, and ${longestName} is the most`;
  return undefined;
}

/**
 * Refuses a text that cannot be a revision id or a branch label.
 *
 * `where` names the file or option it came from.
 * @throws LimbeckError `revision-malformed`
 */
export function checkName(what: "revision id" | "branch label", text: string, where = ""): void {
  const problem = nameProblem(text);
  if (problem === undefined) return;
  const place = where === "" ? "" : ` in ${where}`;
  throw new LimbeckError(
    "revision-malformed",
    `${JSON.stringify(text)}${place} cannot be a ${what}: ${problem}`,
    {
      hint: 'Use letters, digits, "_" and "."; not "@", "-", "+", ":" or spaces, nor the words head, heads, base, current.',
      details: { name: text, problem },
    },
  );
}

function shown(character: string): string {
  if (/\s/u.test(character)) return "a space";
  return /\p{Cc}/u.test(character) ? "a control character" : `"${character}"`;
}
