import {
  type ColumnSpec,
  type IdentitySpec,
  isSql,
  type Sql,
  sql,
  type Value,
} from "../../operation/index.js";
import { printKey, printString, printValue } from "../literal.js";
import type { ColumnStart, DrizzleModule } from "./drizzle-module.js";
import { chain, docComment } from "./layout.js";

/** What the keys of a table add to one of its columns. */
export interface ColumnKeys {
  readonly primary?: boolean;
  /** Part of a primary key of several columns, which says so apart. */
  readonly partOfKey?: boolean;
  /** The arguments of `.unique(…)`. */
  readonly unique?: string;
}

/** A column as a property: `folio: varchar({ length: 20 }).notNull()`. */
export function columnText(
  name: string,
  property: string,
  spec: ColumnSpec,
  keys: ColumnKeys,
  module: DrizzleModule,
  indent: number,
): string {
  const start = module.column(spec.type);
  const given = [property === name ? undefined : printString(name), start.options];
  const isList = spec.type.endsWith("[]");
  const calls = [
    `${start.builder}(${given.filter((one) => one !== undefined).join(", ")})`,
    isList && ".array()",
    keys.primary && ".primaryKey()",
    !keys.primary && (spec.notNull || keys.partOfKey) && ".notNull()",
    keys.unique !== undefined && `.unique(${keys.unique})`,
    spec.identity && identityCall(spec.identity),
    spec.default !== undefined && defaultCall(spec.default, start, isList, module),
    spec.generated && generatedCall(spec.generated, module),
  ].filter((call) => typeof call === "string");
  const line = chain(calls, indent, { before: `${printKey(property)}: `, behind: "," });
  return `${docComment(spec.comment, indent)}${" ".repeat(indent)}${line}`;
}

function identityCall(identity: NonNullable<ColumnSpec["identity"]>): string {
  const { kind, ...options }: IdentitySpec =
    typeof identity === "string" ? { kind: identity } : identity;
  const call = kind === "always" ? "generatedAlwaysAsIdentity" : "generatedByDefaultAsIdentity";
  return `.${call}(${sequenceOptions(options)})`;
}

/** The options of a sequence by Drizzle's names; nothing where there are none. */
export function sequenceOptions(options: Omit<IdentitySpec, "kind">): string {
  const { start, increment, min, max, cache, cycle } = options;
  const named = { startWith: start, increment, minValue: min, maxValue: max, cache, cycle };
  if (Object.values(named).every((value) => value === undefined)) return "";
  return printValue(named, 0, Number.POSITIVE_INFINITY);
}

function generatedCall(
  generated: NonNullable<ColumnSpec["generated"]>,
  module: DrizzleModule,
): string {
  return `.generatedAlwaysAs(${module.expression(isSql(generated) ? generated : generated.as)})`;
}

function defaultCall(
  value: Value | Sql,
  { value: takes, builder }: ColumnStart,
  isList: boolean,
  module: DrizzleModule,
): string {
  if (isSql(value)) {
    if (takes === "moment" && !isList && value.text === "now()") return ".defaultNow()";
    if (builder === "uuid" && !isList && value.text === "gen_random_uuid()")
      return ".defaultRandom()";
    return `.default(${module.expression(value)})`;
  }
  const text = isList ? listText(value) : valueText(value, takes);
  return `.default(${text ?? module.expression(sql.lit(value))})`;
}

/** Of lists only the empty one: elements would have to be mapped one by one. */
function listText(value: Value): string | undefined {
  return value === "{}" || (Array.isArray(value) && value.length === 0) ? "[]" : undefined;
}

/** A value that Drizzle's column takes and hands on unchanged. */
function valueText(value: Value, takes: ColumnStart["value"]): string | undefined {
  if (takes === "json" || takes === "jsonb") return jsonText(value, takes);
  if (typeof value !== takes) return undefined;
  return printValue(value, 0, Number.POSITIVE_INFINITY);
}

/** `json` keeps its text to the letter, `jsonb` does not. */
function jsonText(value: Value, type: "json" | "jsonb"): string | undefined {
  let parsed: unknown = value;
  if (typeof value === "string") {
    try {
      parsed = JSON.parse(value);
    } catch {
      return undefined;
    }
    if (type === "json" && JSON.stringify(parsed) !== value) return undefined;
  }
  if (typeof parsed !== "object" || parsed === null) return undefined;
  return printValue(parsed, 0, Number.POSITIVE_INFINITY);
}
