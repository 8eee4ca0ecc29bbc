import { type ObjectDifference, sameData } from "../catalog/index.js";

/** `  column vales.folio: type is "text", should be "varchar(20)"`. */
export function describeDifference({ id, from, to }: ObjectDifference): string {
  if (!from) return `  ${id}: missing`;
  if (!to) return `  ${id}: should not be there`;
  const found = from.data as Record<string, unknown>;
  const wanted = to.data as Record<string, unknown>;
  const keys = [...new Set([...Object.keys(found), ...Object.keys(wanted)])];
  const parts = keys
    .filter((key) => !sameData(found[key], wanted[key]))
    .map((key) => `${key} is ${show(found[key])}, should be ${show(wanted[key])}`);
  return `  ${id}: ${parts.join("; ")}`;
}

function show(value: unknown): string {
  if (value === undefined) return "not set";
  const text = typeof value === "object" && value !== null && "text" in value ? value.text : value;
  return JSON.stringify(text);
}
