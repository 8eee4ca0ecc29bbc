// The daily round with the built command under other versions of Node, and a print of what they warn of:
//   npm run nodes -- 22 24 /opt/node/bin/node
// Without any, those that LIMBECK_NODES names; none is no failure.
// A number is fetched from the registry, by npm's own means, the first time. Needs a build.
import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(root, "bin/limbeck.js");
const model = (length) => `import { bigint, pgTable, varchar } from "drizzle-orm/pg-core";

export const vales = pgTable("vales", {
  id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  folio: varchar({ length: ${length} }).notNull().unique(),
});
`;
const projects = {
  "an ES module project": { type: "module" },
  "a CommonJS project": { type: "commonjs" },
};

let failed = 0;
const named = process.argv.slice(2);
const all =
  named.length > 0 ? named : (process.env.LIMBECK_NODES ?? "").split(/\s+/).filter(Boolean);
for (const wanted of all) {
  let node = wanted;
  try {
    node = /^\d/.test(wanted) ? fetched(wanted) : wanted;
  } catch {
    console.log(`- Node ${wanted} cannot be had here`);
    continue;
  }
  const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  for (const [name, manifest] of Object.entries(projects)) {
    const wrong = round(node, manifest);
    if (wrong.length > 0) failed++;
    console.log(`${wrong.length > 0 ? "✗" : "✓"} Node ${version}, ${name}`);
    for (const line of wrong) console.log(`    ${line.replaceAll("\n", "\n    ")}`);
  }
}
if (all.length === 0)
  console.log(`only Node ${process.version} is known here: LIMBECK_NODES names paths of others`);
process.exitCode = failed > 0 ? 1 : 0;

/** The path of a version that npm has. */
function fetched(version) {
  const system = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const args = ["exec", "--yes", "--silent", `--package=node-${system}@${version}`, "--"];
  const options = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
  return execFileSync("npm", [...args, "node", "-p", "process.execPath"], options).trim();
}

/** From an empty folder to a table and back: what went wrong. */
function round(node, manifest) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "limbeck-nodes-")));
  const wrong = [];
  const limbeck = (line, status = 0) => {
    const env = { ...process.env, NO_COLOR: "1" };
    for (const name of ["DATABASE_URL", "NODE_ENV", "CI", "NODE_OPTIONS"]) delete env[name];
    const done = spawnSync(node, [cli, ...line.split(" ")], { cwd: folder, encoding: "utf8", env });
    if (done.status !== status) wrong.push(`${line}: exit status ${done.status}\n${done.stdout}`);
    if (done.stderr !== "") wrong.push(`${line}: on stderr\n${done.stderr}`);
  };
  try {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, ...manifest }));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    limbeck("init");
    mkdirSync(join(folder, "src/models"), { recursive: true });
    writeFileSync(join(folder, "src/models/vales.ts"), model(20));
    limbeck("generate create vales");
    limbeck("upgrade");
    writeFileSync(join(folder, "src/models/vales.ts"), model(40));
    limbeck("check", 3);
    limbeck("generate longer folio");
    limbeck("upgrade");
    limbeck("check");
    limbeck("drift");
    limbeck("history");
    limbeck("downgrade base");
    const files = readdirSync(join(folder, "migrations")).filter((name) => name.endsWith(".ts"));
    if (files.length !== 2) wrong.push(`${files.length} revisions instead of 2`);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  return wrong;
}
