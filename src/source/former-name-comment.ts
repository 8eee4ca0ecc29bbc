/** A comment that says what something was called before. */
export interface FormerNameComment {
  /** The line it speaks of, from 0: its own, or where it stands alone, the next. */
  readonly line: number;
  readonly name: string;
}

const mark = /(?:--|\/\/)\s*limbeck:\s*renamed from\s+("(?:[^"]|"")+"|'(?:[^']|'')+'|[^\s,;)]+)/iu;
const onlyComment = /^\s*(?:--|\/\/|$)/;

/** All comments of the form `limbeck: renamed from folio`, in SQL or in TypeScript. */
export function formerNameComments(text: string): FormerNameComment[] {
  const lines = text.split("\n");
  return lines.flatMap((line, i) => {
    const found = mark.exec(line);
    if (!found) return [];
    const alone = onlyComment.test(line);
    const below = lines.findIndex((other, at) => at > i && !onlyComment.test(other));
    return [{ line: alone ? below : i, name: unquoted(found[1]!) }].filter((one) => one.line >= 0);
  });
}

const leading = /^\s*(?:CONSTRAINT\s+)?("(?:[^"]|"")+"|'(?:[^']|'')*'|[\p{L}_$][\p{L}\p{N}_$]*)/iu;

/** The name a line begins with, as it is written: `"Folio"`, `'north'`, `folio`. */
export function leadingName(line: string): string | undefined {
  return leading.exec(line)?.[1];
}

export function unquoted(name: string): string {
  return /^["']/.test(name) ? name.slice(1, -1).replace(/(["'])\1/g, "$1") : name;
}
