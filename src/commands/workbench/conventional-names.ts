import type { Catalog, CatalogObject } from "../../catalog/index.js";
import type { NamingConvention } from "../../config/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import { derivedName, kinds } from "../../dialect/index.js";
import type { AnyOperation } from "../../operation/index.js";

const keys: Readonly<Record<string, keyof NamingConvention>> = {
  "primary key": "pk",
  unique: "uq",
  "foreign key": "fk",
  check: "ck",
  index: "ix",
};

/** What PostgreSQL puts behind the columns, and what Drizzle does. */
const endings: Readonly<Record<keyof NamingConvention, readonly [string, string]>> = {
  pk: ["pkey", "pk"],
  uq: ["key", "unique"],
  fk: ["fkey", "fk"],
  ck: ["check", "check"],
  ix: ["idx", "index"],
};

/**
 * The renames that give every constraint and index its name by the convention, if the models gave
 * it none: what PostgreSQL or Drizzle made up counts as none.
 *
 * @throws {LimbeckError} `config-invalid` for a token there is not
 */
export function conventionalNames(catalog: Catalog, convention: NamingConvention): AnyOperation[] {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  return [...catalog.objects.values()].flatMap((object) => {
    const key = keys[object.kind];
    const pattern = key && convention[key];
    if (pattern === undefined || object.parent === undefined) return [];
    const facts = factsOf(object, catalog.objects.get(object.parent)!);
    if (!isDerived(object.name, facts, key!)) return [];
    const name = named(pattern, facts, key!);
    if (name === object.name) return [];
    return byName.get(object.kind)!.renaming!.rename(object as never, name, catalog);
  });
}

interface Facts {
  readonly table: string;
  readonly columns: readonly string[];
  readonly referred?: { readonly table: string; readonly columns: readonly string[] } | undefined;
  /** Of a check: what stands in its name for its columns. */
  readonly middle: string;
}

function factsOf(object: CatalogObject, parent: CatalogObject): Facts {
  const data = object.data as {
    readonly columns?: readonly (string | { readonly column?: string })[];
    readonly references?: NonNullable<Facts["referred"]>;
  };
  const columns = (data.columns ?? []).map((one) =>
    typeof one === "string" ? one : (one.column ?? "expr"),
  );
  const middle = new RegExp(`^${escaped(parent.name)}_(?:(.*)_)?check\\d*$`).exec(object.name)?.[1];
  return { table: parent.name, columns, referred: data.references, middle: middle ?? "" };
}

function isDerived(name: string, facts: Facts, key: keyof NamingConvention): boolean {
  const { table, columns, referred } = facts;
  const [theirs, drizzles] = endings[key];
  if (key === "ck") return new RegExp(`^${escaped(table)}_(?:.*_)?check\\d*$`).test(name);
  const all = columns.join("_");
  const plain = key === "pk" ? `${table}_pkey` : derivedName(table, all, theirs);
  const target = referred ? [referred.table, ...referred.columns] : [];
  return (
    (name.startsWith(plain) && /^\d*$/.test(name.slice(plain.length))) ||
    name === [table, ...columns, ...target, drizzles].join("_")
  );
}

function named(pattern: string, facts: Facts, key: keyof NamingConvention): string {
  const { table, columns, referred, middle } = facts;
  const list = (names: readonly string[], at: string, what: string) =>
    at === "0_N" ? names.join("_") : at === "0N" ? names.join("") : what && names[Number(at)];
  return pattern.replace(/%\((\w+)\)s/g, (_all, token: string) => {
    const [, of, at = "", what = ""] =
      /^(referred_)?column_(\d+_N|\d+N|\d+)_(name|label)$/.exec(token) ?? [];
    const names = of ? referred?.columns : columns;
    const value =
      token === "table_name"
        ? table
        : token === "referred_table_name"
          ? referred?.table
          : token === "constraint_name"
            ? middle || columns.join("_")
            : names && list(what === "label" ? names.map((n) => `${table}_${n}`) : names, at, what);
    if (value) return value;
    throw new LimbeckError("config-invalid", `namingConvention.${key} knows no %(${token})s`, {
      hint: `For instance: ${key}: "${key}_%(table_name)s_%(column_0_N_name)s"`,
    });
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
