import { quoteText } from "./quote.js";

const place = "\0";

/**
 * A statement about the target schema itself, which has no name here: it is the first one in the
 * search path, whatever the tenant's is called.
 */
export function onCurrentSchema(statement: (schema: string) => string): string {
  const format = statement(place).replaceAll("%", "%%").replaceAll(place, "%I");
  return `DO $do$ BEGIN EXECUTE format(${quoteText(format)}, current_schema()); END $do$`;
}
