import { ident, nameOf } from "./quote.js";
import { isSpecialRole } from "./role-name.js";
import { isListOfNames } from "./setting-text.js";

const token = /"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}_][\p{L}\p{N}_$.]*|[-+]?\d+|[=,]|\S/gu;

/** A statement that says something else than what is understood. */
export class NotUnderstood extends Error {}

/** What `read` makes of a statement; nothing where it says something that it does not understand. */
export function understood<Said>(sql: string, read: (words: Words) => Said): Said | undefined {
  try {
    return read(new Words(sql));
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

/** The words of a statement, one after the other. */
export class Words {
  readonly #words: string[];

  constructor(sql: string) {
    this.#words = sql.match(token) ?? [];
  }

  get left(): boolean {
    return this.#words.length > 0;
  }

  get next(): string | undefined {
    return this.#words[0];
  }

  any(): string {
    const word = this.#words.shift();
    if (word === undefined) throw new NotUnderstood();
    return word;
  }

  skip(word: string): boolean {
    if (this.next?.toUpperCase() !== word) return false;
    this.#words.shift();
    return true;
  }

  take(...known: readonly string[]): string {
    const word = this.any().toUpperCase();
    if (!known.includes(word)) throw new NotUnderstood();
    return word;
  }

  end(): void {
    if (this.left) throw new NotUnderstood();
  }

  /** `IF EXISTS`, if it stands there. */
  ifExists(): boolean {
    return this.skip("IF") && this.take("EXISTS") === "EXISTS";
  }

  last(): string {
    const word = this.any();
    this.end();
    return word;
  }

  number(): number {
    const value = Number(this.any());
    if (!Number.isInteger(value)) throw new NotUnderstood();
    return value;
  }

  text(): string {
    const word = this.any();
    if (!word.startsWith("'")) throw new NotUnderstood();
    return unquoted(word);
  }

  name(): string {
    const word = this.any();
    if (!/^["\p{L}_]/u.test(word)) throw new NotUnderstood();
    return nameOf(word);
  }

  names(): string[] {
    const found = [this.name()];
    while (this.skip(",")) found.push(this.name());
    return found;
  }

  /** Whom a word as `CURRENT_USER` means is not known. */
  role(): string {
    if (isSpecialRole(this.next ?? "")) throw new NotUnderstood();
    return this.name();
  }

  roles(): string[] {
    const found = [this.role()];
    while (this.skip(",")) found.push(this.role());
    return found;
  }

  lastRole(): string {
    const name = this.role();
    this.end();
    return name;
  }

  /** How `COMMENT ON …` ends. */
  comment(): string | null {
    this.take("IS");
    const comment = this.skip("NULL") ? null : this.text();
    this.end();
    return comment;
  }

  /** A text, or a word that stands for itself. */
  value(): string {
    const word = this.any();
    if (/^[=,()]$/.test(word)) throw new NotUnderstood();
    return word.startsWith("'") ? unquoted(word) : nameOf(word);
  }

  /** A value as PostgreSQL keeps it: names of a list in quotes where they need any. */
  setting(name: string): string {
    const values: string[] = [];
    do {
      const value = this.value();
      values.push(isListOfNames(name) ? ident(value) : value);
    } while (this.skip(","));
    this.end();
    if (/^default$/i.test(values[0]!)) throw new NotUnderstood();
    return values.join(", ");
  }
}

function unquoted(word: string): string {
  return word.slice(1, -1).replaceAll("''", "'");
}
