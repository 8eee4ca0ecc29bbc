import type { MaterializedViewSpec, ViewSpec } from "../../operation/index.js";
import { printString, printValue } from "../literal.js";
import { columnText } from "./column-text.js";
import type { DrizzleModule } from "./drizzle-module.js";
import { docComment } from "./layout.js";
import { camelCase, scope } from "./names.js";

/** The columns that a view gives, with their types. */
export type Output = readonly (readonly [name: string, type: string])[];

/** ``export const abiertos = pgView("abiertos", { … }).as(sql`…`);`` */
export function viewText(
  name: string,
  view: ViewSpec,
  output: Output,
  module: DrizzleModule,
): string {
  const { checkOption, securityBarrier, securityInvoker } = view;
  const options = { checkOption, securityBarrier, securityInvoker };
  const given = Object.values(options).some((value) => value !== undefined && value !== false);
  const calls = given ? [`.with(${printValue(options, 0, Number.POSITIVE_INFINITY)})`] : [];
  return viewOf("View", name, view, output, calls, module);
}

export function materializedViewText(
  name: string,
  view: MaterializedViewSpec,
  output: Output,
  module: DrizzleModule,
): string {
  const calls = [
    ...(view.accessMethod === undefined ? [] : [`.using(${printString(view.accessMethod)})`]),
    ...(view.data === false ? [".withNoData()"] : []),
  ];
  return viewOf("MaterializedView", name, view, output, calls, module);
}

function viewOf(
  what: "View" | "MaterializedView",
  name: string,
  { as, schema, comment, comments }: ViewSpec | MaterializedViewSpec,
  output: Output,
  calls: readonly string[],
  module: DrizzleModule,
): string {
  const names = scope(["_", "getSQL"]);
  const maker = module.maker(what, schema);
  const [object, method] = maker.split(".");
  const indent = method === undefined ? 0 : 2;
  const columns = output.map(([column, type]) => {
    const note = comments?.[column];
    const spec = { type, ...(note !== undefined && { comment: note }) };
    return columnText(column, names.take(camelCase(column)), spec, {}, module, indent + 2);
  });
  const pad = " ".repeat(indent);
  const list = `(${printString(name)}, {\n${columns.join("\n")}\n${pad}})`;
  const making = method === undefined ? `${object}${list}` : `${object}\n${pad}.${method}${list}`;
  const rest = [...calls, `.as(${module.expression(as)})`];
  const broken = method !== undefined || calls.length > 1;
  const variable = module.variable(name, schema, "View");
  return `${docComment(comment, 0)}export const ${variable} = ${making}${rest
    .map((call) => (broken ? `\n  ${call}` : call))
    .join("")};`;
}
