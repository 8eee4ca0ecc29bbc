// Builds the package: declarations file by file, by the compiler; JavaScript in chunks, for finding and
// linking a hundred small files costs every command more than running them (DECISIONS.md).
//   node scripts/build.mjs [--out dist] [--no-types] [--also diff/index]
// `--also` makes a module that is not published one that can be imported, for the bench.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    out: { type: "string", default: "dist" },
    types: { type: "boolean", default: true },
    also: { type: "string", multiple: true, default: [] },
  },
  allowNegative: true,
});
const dist = resolve(root, values.out);

rmSync(dist, { recursive: true, force: true });
if (values.types) {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const args = [compiler, "-p", join(root, "tsconfig.build.json"), "--outDir", dist];
  execFileSync(process.execPath, args, { stdio: "inherit" });
}
const bundle = await rolldown({
  input: Object.fromEntries(
    [...entries(), ...values.also].map((name) => [name, join(root, `src/${name}.ts`)]),
  ),
  platform: "node",
  external: (id) => !id.startsWith(".") && !isAbsolute(id),
  preserveEntrySignatures: "strict",
});
await bundle.write({ dir: dist, format: "esm", chunkFileNames: "chunks/[name].js" });
await bundle.close();

/** What others import or start, without extension: the public files, the command, its thread. */
function entries() {
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const published = Object.values(exports).flatMap((target) => target.default ?? []);
  const names = published.map((file) => file.slice("./dist/".length, -".js".length));
  return [...names, "cli/main", "cli/spinner-thread"];
}
