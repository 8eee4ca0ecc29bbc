import { randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";

/** Where a file is written before it takes its name: in the same folder, and nobody else's. */
export function temporaryBeside(file: string): string {
  return join(dirname(file), `.${basename(file)}.${randomBytes(4).toString("hex")}.tmp`);
}
