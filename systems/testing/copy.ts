import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

const systems = fileURLToPath(new URL("..", import.meta.url));
const left = new Set([".limbeck", "dist", "node_modules"]);

/** A copy of a system's folder in which a test may write, beside its packages; gone afterwards. */
export function copyOf(system: string, name: string): string {
  const folder = join(systems, system);
  const copy = join(folder, ".limbeck", name);
  rmSync(copy, { recursive: true, force: true });
  for (const part of readdirSync(folder))
    if (!left.has(part)) cpSync(join(folder, part), join(copy, part), { recursive: true });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));
  return copy;
}
