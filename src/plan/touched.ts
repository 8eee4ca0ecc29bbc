import type { AnyOperation } from "../operation/index.js";

/**
 * The objects that operations work on, as `schema.name`: what belongs to a table counts as the
 * table. What opaque SQL and data steps touch nobody can tell; they give nothing.
 */
export function touchedObjects(operations: readonly AnyOperation[]): string[] {
  const found = new Set<string>();
  for (const { kind, args } of operations) {
    if (kind === "execute" || kind === "run") continue;
    const options = args.findLast(isObject);
    const name = typeof options?.table === "string" ? options.table : args[0];
    if (typeof name === "string") found.add(within(options?.schema, name));
    const references = options?.references;
    if (isObject(references) && typeof references.table === "string")
      found.add(within(references.schema, references.table));
    if (/^rename(?:Table|View|Sequence|Enum|Index|Schema)$/.test(kind))
      found.add(within(options?.schema, String(args[1])));
  }
  return [...found];
}

function within(schema: unknown, name: string): string {
  return typeof schema === "string" ? `${schema}.${name}` : name;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
