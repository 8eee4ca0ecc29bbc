import type { AnyOperation, KnownOperation } from "../../operation/index.js";
import { printString } from "../literal.js";
import { sequenceOptions } from "./column-text.js";
import { type DrizzleModule, drizzleModule, nameIn } from "./drizzle-module.js";
import { docComment, list } from "./layout.js";
import { tableDrafts } from "./table-draft.js";
import { namesOf, tableText } from "./table-text.js";
import { materializedViewText, type Output, viewText } from "./view-text.js";

export interface DrizzleOptions {
  /** The columns of a view, by its name. */
  readonly output: (view: string, schema: string | undefined) => Output | undefined;
}

/**
 * What operations create as a module of Drizzle models: schemas, enums, sequences, tables with their
 * keys, checks, indexes and policies, and views. What Drizzle has no word for is left out, a part
 * of a thing as much as a whole one: whoever asks compares.
 */
export function renderDrizzle(
  operations: readonly AnyOperation[],
  { output }: DrizzleOptions,
): string {
  const module = drizzleModule();
  const drafts = tableDrafts(operations);
  const known = operations as readonly KnownOperation[];
  // Named first, so that a column finds its enum and a foreign key its table wherever they stand.
  for (const { kind, args } of known)
    if (kind === "createEnum") {
      const [name, { schema }] = args;
      module.enums.set(nameIn(schema, name), module.variable(name, schema, "Enum"));
    }
  for (const [name, draft] of drafts) module.tables.set(name, namesOf(draft, module));
  const bodies = lastBodies(known);
  const texts = known.flatMap(({ kind, args }): string | readonly string[] => {
    if (kind === "createEnum") return enumText(args[0], args[1], module);
    if (kind === "createSequence") return sequenceText(args[0], args[1] ?? {}, module);
    if (kind === "createTable")
      return tableText(drafts.get(nameIn(args[1].schema, args[0]))!, module);
    if (kind === "createView") {
      const columns = output(args[0], args[1].schema);
      const view = bodies.get(nameIn(args[1].schema, args[0])) ?? args[1];
      return columns ? viewText(args[0], view, columns, module) : [];
    }
    if (kind === "createMaterializedView") {
      const columns = output(args[0], args[1].schema);
      return columns ? materializedViewText(args[0], args[1], columns, module) : [];
    }
    return [];
  });
  if (texts.length === 0) return "";
  return `${[...module.head(), ...texts].join("\n\n")}\n`;
}

/** Views that refer to one another in a circle get their bodies later. */
function lastBodies(operations: readonly KnownOperation[]) {
  const replaced = operations.filter((one) => one.kind === "replaceView");
  return new Map(replaced.map(({ args: [name, view] }) => [nameIn(view.schema, name), view]));
}

type Args<Kind extends KnownOperation["kind"]> = Extract<KnownOperation, { kind: Kind }>["args"];

function enumText(
  name: string,
  { schema, values, comment }: Args<"createEnum">[1],
  module: DrizzleModule,
): string {
  const variable = module.enums.get(nameIn(schema, name))!;
  const texts = values.map(printString);
  const start = `export const ${variable} = ${module.maker("Enum", schema)}(${printString(name)}, [`;
  return `${docComment(comment, 0)}${list(start, texts, "]);", 0)}`;
}

function sequenceText(
  name: string,
  { schema, comment, ...options }: NonNullable<Args<"createSequence">[1]>,
  module: DrizzleModule,
): string {
  const variable = module.variable(name, schema, "Sequence");
  const given = [printString(name), sequenceOptions(options)].filter((text) => text !== "");
  const start = `${docComment(comment, 0)}export const ${variable} = `;
  return `${start}${module.maker("Sequence", schema)}(${given.join(", ")});`;
}
