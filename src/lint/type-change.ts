/**
 * Whether PostgreSQL writes every row anew to give a column another type. It does not where the
 * stored bytes stay and no value can be too long; what is not known to be so is taken to rewrite.
 */
export function rewrites(from: string, to: string): boolean {
  const [was, is] = [partsOf(from), partsOf(to)];
  if (from === to) return false;
  if (was.base === is.base && was.array === is.array) return !widens(was, is);
  const free = alike.get(was.base);
  return was.array || is.array || !free?.includes(is.base) || is.modifiers.length > 0;
}

interface TypeParts {
  readonly base: string;
  /** `[10, 2]` of `numeric(10,2)`. */
  readonly modifiers: readonly number[];
  readonly array: boolean;
}

function partsOf(type: string): TypeParts {
  const modifiers = /\(([\d\s,-]+)\)/.exec(type)?.[1]?.split(",").map(Number) ?? [];
  const bare = type
    .replace(/\s*\([\d\s,-]+\)/, "")
    .trim()
    .toLowerCase();
  const array = bare.endsWith("[]");
  const name = bare.replace(/(?:\[\])+$/, "");
  return { base: names.get(name) ?? name, modifiers, array };
}

const names = new Map([
  ["character varying", "varchar"],
  ["decimal", "numeric"],
  ["timestamp with time zone", "timestamptz"],
  ["timestamp without time zone", "timestamp"],
  ["time without time zone", "time"],
  ["bit varying", "varbit"],
]);

/** Types whose values are stored as those of another one. */
const alike = new Map([
  ["varchar", ["text"]],
  ["text", ["varchar"]],
  ["cidr", ["inet"]],
  ["citext", ["text", "varchar"]],
  ["integer", ["oid"]],
]);

function widens(was: TypeParts, is: TypeParts): boolean {
  const [a, b] = [was.modifiers, is.modifiers];
  switch (was.base) {
    case "varchar":
    case "varbit":
      return b.length === 0 || (a.length > 0 && b[0]! >= a[0]!);
    case "numeric":
      return b.length === 0 || (a.length > 0 && b[0]! >= a[0]! && (a[1] ?? 0) === (b[1] ?? 0));
    case "timestamp":
    case "timestamptz":
    case "time":
    case "interval":
      return (b[0] ?? 6) >= (a[0] ?? 6);
    default:
      return false;
  }
}
