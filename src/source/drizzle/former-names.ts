import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { formerNameComments, leadingName, unquoted } from "../former-name-comment.js";
import { addressOf } from "../former-names.js";
import type { DdlContext } from "./ddl-context.js";
import type { EnumModel } from "./entity.js";
import type { FoundModel } from "./found-model.js";
import { tableConfig } from "./table-ddl.js";

/**
 * What comments in models say of former names: `// limbeck: renamed from folio`, on the line of a
 * column, a value or a declaration, or above it. Comments cost an application nothing.
 */
export function formerNames(
  models: readonly FoundModel[],
  baseDir: string,
  context: DdlContext,
): Record<string, string> {
  const found: Record<string, string> = {};
  for (const file of new Set(models.map((model) => model.file))) {
    const text = readText(resolve(baseDir, file));
    const lines = text.split("\n");
    const own = models.filter((model) => model.file === file && model.line !== undefined);
    own.sort((a, b) => b.line! - a.line!);
    for (const { line, name } of formerNameComments(text)) {
      const model = own.find((one) => one.line! <= line + 1);
      if (!model) continue;
      const key = model.line === line + 1 ? undefined : leadingName(lines[line]!);
      const address = addressIn(model, key, context);
      if (address !== undefined) found[address] = name;
    }
  }
  return found;
}

/** @param key the property of a column, or the literal of a value; absent for the whole */
function addressIn({ kind, object }: FoundModel, key: string | undefined, context: DdlContext) {
  if (kind === "enum") {
    const { enumName, schema } = object as unknown as EnumModel;
    const value = key === undefined ? undefined : `'${unquoted(key).replaceAll("'", "''")}'`;
    return addressOf(context.objectName("type", enumName, schema), value);
  }
  if (kind !== "table") return undefined;
  const { name, schema } = tableConfig(object as never, context.library);
  const table = context.objectName("table", name, schema);
  if (key === undefined) return addressOf(table, undefined);
  const column = (object as Record<string, never>)[unquoted(key)];
  return column && addressOf(table, `"${context.columnName(column).replaceAll('"', '""')}"`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // models from a function have no file
  }
}
