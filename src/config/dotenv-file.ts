import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The variables of one project's `.env`. */
export type Dotenv = Readonly<Record<string, string>>;

/** What was set from a `.env` file, so that a later load may replace it. */
const ours = new Map<string, string>();

/**
 * The value of a variable: the real environment's, else the project's own. What another project's
 * file has left in `process.env` meanwhile is neither.
 */
export function variable(name: string, dotenv: Dotenv | undefined): string | undefined {
  const set = process.env[name];
  return dotenv && (set === undefined || ours.get(name) === set) ? dotenv[name] : set;
}

/**
 * Sets the variables of `.env` in the folder that the environment does not have; the real
 * environment always wins. Says nothing, and gives all that the file has. A file that is not there is no error.
 */
export async function readDotenv(dir: string): Promise<Dotenv> {
  for (const [name, value] of ours) {
    if (process.env[name] === value) delete process.env[name];
  }
  ours.clear();
  const file = join(dir, ".env");
  if (!existsSync(file)) return {};
  const { parse } = await import("dotenv");
  const values = parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  for (const [name, value] of Object.entries(values)) {
    if (name in process.env) continue;
    process.env[name] = value;
    ours.set(name, value);
  }
  return values;
}
