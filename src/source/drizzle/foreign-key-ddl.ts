import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { LimbeckError } from "../../diagnostic/index.js";
import { placeOf } from "../duplicate-model.js";
import type { ModelStatement } from "../model-source.js";
import { type DdlContext, statementOf } from "./ddl-context.js";
import { quoted, quotedList, quotedPath } from "./quoted.js";
import {
  cased,
  claimConstraint,
  type TableConfig,
  type TableModel,
  tableConfig,
} from "./table-ddl.js";

type ForeignKey = TableConfig["foreignKeys"][number];

/** The foreign keys of a table, added after all tables exist. */
export function foreignKeyDdl(table: TableModel, context: DdlContext): ModelStatement[] {
  const written = new Set<string>();
  return table.config.foreignKeys.flatMap((key) => {
    const { columns, foreignTable, foreignColumns } = reference(key, table);
    const target = tableConfig(foreignTable, context.library);
    const full = cased(cased(key.getName(), columns, context), foreignColumns, context);
    const text =
      `FOREIGN KEY ${quotedList(columns.map((c) => context.columnName(c)))} ` +
      `REFERENCES ${quotedPath(target.name, target.schema)} ` +
      quotedList(foreignColumns.map((c) => context.columnName(c))) +
      action("ON DELETE", key.onDelete) +
      action("ON UPDATE", key.onUpdate);
    // `.references()` and `foreignKey()` may both say the same.
    if (written.has(`${full}\0${text}`)) return [];
    written.add(`${full}\0${text}`);
    const name = quoted(claimConstraint(table, full, context));
    return [statementOf(table.model, `ALTER TABLE ${table.path} ADD CONSTRAINT ${name} ${text}`)];
  });
}

function reference(key: ForeignKey, { model, config }: TableModel) {
  let found: ReturnType<ForeignKey["reference"]> | undefined;
  let cause: unknown;
  try {
    found = key.reference();
  } catch (thrown) {
    cause = thrown;
  }
  const named = (columns: readonly (AnyPgColumn | undefined)[]) => columns.every((c) => c?.name);
  if (found && named(found.columns) && named(found.foreignColumns)) return found;
  throw new LimbeckError(
    "models-invalid",
    `a foreign key of the table ${config.name} refers to a column that is undefined (${placeOf(model)})`,
    {
      cause,
      hint: "Two files that import each other may see one another half loaded: write .references(() => other.id), as a function.",
    },
  );
}

function action(words: string, what: string | undefined): string {
  return what === undefined || what === "no action" ? "" : ` ${words} ${what.toUpperCase()}`;
}
