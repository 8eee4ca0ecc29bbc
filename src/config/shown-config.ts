import { basename, dirname, join } from "node:path";

/** How messages call the config file: its name, and its folder when that is `.config`. */
export function shownConfig(file: string): string {
  const folder = basename(dirname(file));
  return folder === ".config" ? join(folder, basename(file)) : basename(file);
}
