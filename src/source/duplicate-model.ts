import { LimbeckError } from "../diagnostic/index.js";
import type { ModelStatement } from "./model-source.js";

/** What a duplicate is told by: a statement, or what will become one. */
export type DefiningStatement = Pick<ModelStatement, "file" | "line" | "defines" | "label">;

/** Two statements that define one object. */
export function duplicateModel(first: DefiningStatement, second: DefiningStatement): LimbeckError {
  const what =
    first.defines === second.defines
      ? `two models describe ${first.defines}`
      : `${first.defines} and ${second.defines} share one name`;
  return new LimbeckError("models-duplicate", `${what}: ${placeOf(first)} and ${placeOf(second)}`, {
    hint: "Keep one of them, or give one another name or schema.",
    details: { first: placeOf(first), second: placeOf(second) },
  });
}

/** `src/models.ts (vales)`, `db/types.sql:12`. */
export function placeOf({ file, line, label }: DefiningStatement): string {
  return `${file}${line === undefined ? "" : `:${line}`}${label === undefined ? "" : ` (${label})`}`;
}
