// Every installed package has a licence that a product may use. Prints how many there are of each.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const allowed = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "CC-BY-4.0",
  "ISC",
  "MIT",
  "MPL-2.0",
  "PostgreSQL",
  "Python-2.0",
  "Unlicense",
]);

const folders = ["node_modules"];
for (const system of readdirSync("systems")) folders.push(join("systems", system, "node_modules"));

const counts = new Map();
const refused = [];
for (const { name, version, licence } of folders.flatMap((folder) => [...packages(folder)])) {
  counts.set(licence, (counts.get(licence) ?? 0) + 1);
  if (!accepted(licence)) refused.push(`${name} ${version}: ${licence}`);
}
const shown = [...counts].sort(([, a], [, b]) => b - a).map(([one, n]) => `${one} ${n}`);
console.log(`licences: ${shown.join(", ")}`);
if (refused.length > 0) {
  console.error(`not known to be usable:\n  ${refused.join("\n  ")}`);
  process.exit(1);
}

/** `(MIT OR GPL-3.0)` leaves the choice; `MIT AND ISC` asks for both. */
function accepted(licence) {
  const choices = licence.replace(/^\(|\)$/g, "").split(" OR ");
  return choices.some((one) => one.split(" AND ").every((part) => allowed.has(part.trim())));
}

function* packages(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.name.startsWith("@")) yield* packages(path);
    else {
      yield* packages(join(path, "node_modules"));
      const manifest = join(path, "package.json");
      if (!existsSync(manifest)) continue;
      const { name, version, license, licenses } = JSON.parse(readFileSync(manifest, "utf8"));
      const licence = license?.type ?? license ?? licenses?.map(({ type }) => type).join(" OR ");
      yield { name, version, licence: licence ?? "none" };
    }
  }
}
