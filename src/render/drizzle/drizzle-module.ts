import type { Sql } from "../../operation/index.js";
import { printString, printValue } from "../literal.js";
import { type ColumnType, columnType, typeBuilders } from "./column-type.js";
import { list } from "./layout.js";
import { camelCase, reservedWords, type Scope, scope, upperFirst } from "./names.js";

/** Everything else that a module of models imports from `drizzle-orm/pg-core`. */
const others = [
  ...["check", "customType", "foreignKey", "index", "pgEnum", "pgMaterializedView", "pgPolicy"],
  ...["pgSchema", "pgSequence", "pgTable", "pgView", "primaryKey", "unique", "uniqueIndex"],
];

/** A table that others may refer to. */
export interface TableNames {
  readonly variable: string;
  /** Properties by column. */
  readonly columns: ReadonlyMap<string, string>;
}

/** A module of Drizzle models that is being written: what it imports, and what stands for what. */
export interface DrizzleModule {
  /** The name, which is imported. */
  use(name: string): string;
  useType(name: string): string;
  /** ``sql`…` ``, with its import. */
  expression(text: Sql): string;
  /** `pgTable`, or `audit.table` in another schema than the target's. */
  maker(what: "Table" | "Enum" | "View" | "MaterializedView" | "Sequence", schema?: string): string;
  /** A variable of the module's own, named after something of the database. */
  variable(name: string, schema: string | undefined, behind: string): string;
  /** The start of a column of a type: `varchar(` with what it takes beside a name. */
  column(type: string): ColumnStart;
  /** By the name of the type. */
  readonly enums: Map<string, string>;
  /** By the name of the table. */
  readonly tables: Map<string, TableNames>;
  /** Imports and whatever others build upon. */
  head(): string[];
}

export interface ColumnStart extends Pick<ColumnType, "builder" | "value"> {
  /** As text. */
  readonly options?: string;
}

export function drizzleModule(): DrizzleModule {
  const names: Scope = scope([...reservedWords, ...typeBuilders, ...others, "sql", "t"]);
  const imports = new Set<string>();
  const types = new Set<string>();
  const customs = new Map<string, string>();
  const schemas = new Map<string, string>();
  const enums = new Map<string, string>();
  let usesSql = false;
  const use = (name: string) => {
    imports.add(name);
    return name;
  };
  const schemaVariable = (schema: string) => {
    const known =
      schemas.get(schema) ?? names.take(camelCase(schema), `${camelCase(schema)}Schema`);
    schemas.set(schema, known);
    return known;
  };
  const custom = (type: string) => {
    const own = camelCase(type);
    const known = customs.get(type) ?? names.take(own, `${own}Type`);
    customs.set(type, known);
    return known;
  };
  return {
    use,
    useType(name) {
      types.add(name);
      return name;
    },
    expression(text) {
      usesSql = true;
      return printValue(text, 0, Number.POSITIVE_INFINITY);
    },
    maker(what, schema) {
      if (schema === undefined) return use(`pg${what}`);
      return `${schemaVariable(schema)}.${what.charAt(0).toLowerCase()}${what.slice(1)}`;
    },
    variable(name, schema, behind) {
      const own = camelCase(name);
      const within = schema === undefined ? [] : [`${camelCase(schema)}${upperFirst(own)}`];
      return names.take(own, ...within, `${own}${behind}`);
    },
    column(type) {
      const element = type.replace(/\[\]$/, "");
      const known = enums.get(element.replace(/"([^"]*)"/g, "$1"));
      if (known !== undefined) return { builder: known, value: "string" };
      const found = columnType(element);
      if (!found)
        return { builder: custom(element), ...(element !== "bytea" && { value: "string" }) };
      const { builder, options, value } = found;
      return {
        builder: use(builder),
        ...(options && { options: printValue(options, 0, Number.POSITIVE_INFINITY) }),
        ...(value && { value }),
      };
    },
    enums,
    tables: new Map(),
    head() {
      const made = [...customs].map(([type, variable]) => customType(type, variable, use));
      const own = [...schemas].map(
        ([schema, variable]) =>
          `export const ${variable} = ${use("pgSchema")}(${printString(schema)});`,
      );
      const names = [...imports, ...[...types].map((name) => `type ${name}`)].sort(byName);
      return [
        [
          ...(usesSql ? ['import { sql } from "drizzle-orm";'] : []),
          list("import {", names, '} from "drizzle-orm/pg-core";', 0),
        ].join("\n"),
        made.join("\n"),
        own.join("\n"),
      ].filter((part) => part !== "");
    },
  };
}

function customType(type: string, variable: string, use: (name: string) => string): string {
  const data = type === "bytea" ? "Uint8Array" : "string";
  const start = `const ${variable} = ${use("customType")}<{ data: ${data} }>({`;
  return list(start, [`dataType: () => ${printString(type)}`], "});", 0);
}

/** As formatters sort them. */
function byName(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.replace(/^type /, "")) as [string, string];
  return left.localeCompare(right, "en", { sensitivity: "base" }) || (left < right ? 1 : -1);
}

/** The name of something as others refer to it. */
export function nameIn(schema: string | undefined, name: string): string {
  return schema === undefined ? name : `${schema}.${name}`;
}
