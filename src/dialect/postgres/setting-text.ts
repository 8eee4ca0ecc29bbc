import { quoteText } from "./quote.js";

/** The value of a setting as `SET` takes it; a list of names stays a list. */
export function settingText(name: string, value: string): string {
  return isListOfNames(name) ? value || "''" : quoteText(value);
}

/** Whether PostgreSQL keeps each name in quotes, if it needs any. */
export function isListOfNames(name: string): boolean {
  return /^(?:search_path|temp_tablespaces|(?:session|local|shared)_preload_libraries)$/.test(name);
}

/** A setting as PostgreSQL keeps it: `name=value`. */
export function nameAndValue(setting: string): [name: string, value: string] {
  const at = setting.indexOf("=");
  return [setting.slice(0, at), setting.slice(at + 1)];
}
