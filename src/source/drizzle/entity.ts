const entityKind = Symbol.for("drizzle:entityKind");
const enumMark = Symbol.for("drizzle:isPgEnum");
const aliasMark = Symbol.for("drizzle:IsAlias");

/**
 * Whether a value is an entity of drizzle-orm, by the mark its classes carry: true for another
 * copy of the library too, where `instanceof` is not.
 */
export function isEntity(value: unknown, kind: string): value is object {
  if (typeof value !== "object" || value === null) return false;
  let owner = Object.getPrototypeOf(value)?.constructor as Marked | null | undefined;
  while (owner) {
    if (Object.hasOwn(owner, entityKind) && owner[entityKind] === kind) return true;
    owner = Object.getPrototypeOf(owner) as Marked | null;
  }
  return false;
}

interface Marked {
  [entityKind]?: unknown;
}

/** An enum is a function (it builds columns), so it has a mark of its own. */
export function isEnum(value: unknown): value is EnumModel {
  return typeof value === "function" && (value as { [enumMark]?: unknown })[enumMark] === true;
}

export interface EnumModel {
  readonly enumName: string;
  readonly enumValues: readonly string[];
  readonly schema: string | undefined;
}

/** `alias(vales, "v")` is a name for queries, not a table of its own. */
export function isAlias(value: object): boolean {
  return (value as { [aliasMark]?: unknown })[aliasMark] === true;
}
