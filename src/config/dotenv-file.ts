import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What was set from a `.env` file, so that a later load may replace it. */
const ours = new Map<string, string>();

/**
 * Sets the variables of `.env` in the folder that the environment does not have; the real
 * environment always wins. Says nothing. A file that is not there is no error.
 */
export async function readDotenv(dir: string): Promise<void> {
  for (const [name, value] of ours) {
    if (process.env[name] === value) delete process.env[name];
  }
  ours.clear();
  const file = join(dir, ".env");
  if (!existsSync(file)) return;
  const { parse } = await import("dotenv");
  const values = parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  for (const [name, value] of Object.entries(values)) {
    if (name in process.env) continue;
    process.env[name] = value;
    ours.set(name, value);
  }
}
