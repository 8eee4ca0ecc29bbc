/** As `drizzle(client, { casing })` has it: how columns without a name of their own are named. */
export type Casing = "snake_case" | "camelCase";

/** A column, as far as its name goes. `keyAsName`: it has the name of its property. */
export interface NamedColumn {
  readonly name?: string | undefined;
  readonly keyAsName?: boolean | undefined;
}

export function columnName(column: NamedColumn, casing: Casing | undefined): string {
  const name = column.name ?? "";
  if (!column.keyAsName || casing === undefined) return name;
  const words = wordsOf(name);
  return casing === "snake_case"
    ? words.map((word) => word.toLowerCase()).join("_")
    : words.map((word, i) => (i === 0 ? word.toLowerCase() : capitalized(word))).join("");
}

/** Cut where drizzle-orm cuts, so that queries and tables agree. */
function wordsOf(name: string): string[] {
  return name.replace(/['\u2019]/g, "").match(/[\da-z]+|[A-Z]+(?![a-z])|[A-Z][\da-z]+/g) ?? [];
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
