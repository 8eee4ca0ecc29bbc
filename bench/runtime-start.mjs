// What `upgrade` of limbeck/runtime adds to the start of an application when there is nothing to do:
//   npm run build && node bench/runtime-start.mjs
// Whole processes, in turn: connect and select 1; the same with `upgrade` before it, of 20 and of
// 1,000 revisions, as a list of modules and as a folder.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inTurn, median, runProcess } from "./measure.mjs";
import { id } from "./project.mjs";
import { startServer } from "./server.mjs";

const limit = 30;
const here = fileURLToPath(new URL(".", import.meta.url));
const runtime = pathToFileURL(join(here, "../dist/runtime/app/index.js")).href;
const pg = pathToFileURL(join(here, "../node_modules/pg/esm/index.mjs")).href;
const connect = `import pg from "${pg}";
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 });
`;
const folder = mkdtempSync(join(tmpdir(), "limbeck-bench-start-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

const server = await startServer();
try {
  const DATABASE_URL = server.url("postgres");
  const node = (file, env = {}) => ({
    command: process.execPath,
    args: [file],
    env: { DATABASE_URL, ...env },
  });
  const floor = write("floor.mjs", `${connect}await pool.query("SELECT 1");\nawait pool.end();\n`);
  const cases = [20, 1_000].flatMap((count) => writeCase(count));
  for (const { file } of cases) await runProcess(node(file));
  const times = await inTurn(
    [
      { name: "floor", before: () => node(floor) },
      ...cases.map(({ name, file }) => ({ name, before: () => node(file) })),
    ],
    { runs: 15, warmUp: 2 },
  );
  const base = times.get("floor");
  console.log(`connect and select 1: ${median(base).toFixed(1)} ms`);
  for (const { name, limited } of cases) {
    const added = median(times.get(name).map((ms, i) => ms - base[i]));
    const verdict = limited ? `≤ ${limit} ms  ${added <= limit ? "PASS" : "FAIL"}` : "";
    console.log(`${name}: + ${added.toFixed(1)} ms  ${verdict}`.trimEnd());
    if (limited && added > limit) process.exitCode = 1;
  }
} finally {
  await server.stop();
}

/** An application with a list of revisions in one module, and one with a folder of them. */
function writeCase(count) {
  const versionTable = `n${count}_version`;
  const migrations = join(folder, `migrations-${count}`);
  mkdirSync(migrations);
  const entries = [];
  for (let n = 1; n <= count; n += 1) {
    const down = n === 1 ? "null" : `"${id(n - 1)}"`;
    const body = `op.createTable("${versionTable}_${n}", { columns: { id: { type: "bigint" } } });`;
    const header = `export const revision = "${id(n)}";\nexport const downRevision = ${down};\n`;
    writeFileSync(
      join(migrations, `${id(n)}.js`),
      `// table ${n}\n${header}export function upgrade(op) {\n  ${body}\n}\n`,
    );
    entries.push(`{ revision: "${id(n)}", downRevision: ${down}, upgrade(op) { ${body} } },`);
  }
  const list = `[\n${entries.join("\n")}\n]`;
  const place = `folder(${JSON.stringify(migrations)})`;
  return [
    { name: `upgrade, ${count} revisions in a module`, revisions: list },
    { name: `upgrade, a folder of ${count}`, revisions: place },
  ].map(({ name, revisions }, i) => ({
    name,
    limited: count === 20 || i === 0,
    file: write(
      `app-${count}-${i}.mjs`,
      `import { folder, upgrade } from "${runtime}";
${connect}const revisions = ${revisions};
await upgrade({ connection: pool, revisions, versionTable: "${versionTable}" });
await pool.query("SELECT 1");
await pool.end();
`,
    ),
  }));
}

function write(name, text) {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}
