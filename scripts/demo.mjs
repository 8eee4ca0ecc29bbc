// Shows the daily round on the tables of systems/mexa-core, in a folder that is deleted at the end,
// and fails when any count is not what it should be. Needs a build: npm run build.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { createColors } from "picocolors";

const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(root, "dist/cli/main.js");
if (!existsSync(cli)) {
  console.error("The demo runs what was built. Build it first: npm run build");
  process.exit(2);
}
const env = { ...process.env };
// The demo is a developer's machine: the embedded database stands in for a server.
for (const name of ["DATABASE_URL", "NODE_ENV", "CI"]) delete env[name];
const color = !env.NO_COLOR && (process.stdout.isTTY === true || Boolean(env.FORCE_COLOR));
if (color) env.FORCE_COLOR = "1";
const c = createColors(color);

const folder = realpathSync(mkdtempSync(join(tmpdir(), "limbeck-demo-")));
process.on("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

const wrong = [];
const began = performance.now();

try {
  await story();
} catch (error) {
  wrong.push(error.message);
}
const seconds = ((performance.now() - began) / 1000).toFixed(1);
if (wrong.length > 0) {
  for (const line of wrong) console.log(c.red(`✗ ${line}`));
  console.log(c.red(`the demo failed after ${seconds} s`));
  process.exitCode = 1;
}

async function story() {
  say("A project with four tables and no database");
  writeModels(withoutRequestId);
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  limbeck("init");

  say("The first revision, written from the models and proved both ways");
  const first = report("revision", "--autogenerate", "-m", "create tables");
  print(first.file);
  limbeck("upgrade", "head");

  say("Some rows, by a data step with the shape of a pg client");
  const data = report("revision", "-m", "first vouchers");
  writeFileSync(data.file, dataStep(readFileSync(data.file, "utf8")));
  print(data.file);
  limbeck("upgrade", "head");
  const before = await rows();

  say("The model changes: a voucher gets a request_id");
  writeModels(withRequestId);
  for (const line of added()) console.log(`  ${c.green(`+ ${line}`)}`);
  const second = report("revision", "--autogenerate", "-m", "add request id");
  print(second.file);
  limbeck("upgrade");
  const live = quietly("check", "--from", "database");
  const kept = [await rows()];

  say("Where it stands, and the way back");
  limbeck("current");
  limbeck("history", "--indicate-current");
  limbeck("downgrade", "-1");
  const back = quietly("check", "--from", "database");
  kept.push(await rows());
  limbeck("upgrade");
  kept.push(await rows());
  limbeck("check");
  const last = quietly("check");
  const again = quietly("check", "--from", "database");
  const stands = quietly("current");

  expect("objects of the first upgrade", first.proof.upObjects, 47);
  expect("objects after the first downgrade", first.proof.downObjects, 0);
  expect("objects of the second upgrade", second.proof.upObjects, 49);
  expect("objects after the second downgrade", second.proof.downObjects, 47);
  expect("rows kept in the proof", second.proof.rows, 8);
  expect("warnings", [...first.warnings, ...second.warnings].length, 0);
  expect("objects in the upgraded database", live.equal ? live.objects : live.differences, 49);
  expect("objects the downgrade took from the database", back.differences.length, 2);
  expect(
    "objects in the database upgraded again",
    again.equal ? again.objects : again.differences,
    49,
  );
  expect("objects of the last check", last.equal ? last.objects : last.differences, 49);
  expect(
    "the revisions the database is at",
    stands.revisions.map((r) => r.revision),
    [second.revision],
  );
  expect("rows inserted", before.length, 7);
  for (const after of kept) expect("rows in the database", after, before);

  const proofs = [first, second].filter((r) => r.proof);
  const sum = (key) => proofs.map((r) => r.proof[key]).join(" and ");
  if (wrong.length === 0)
    console.log(
      `\n${c.bold(c.green("proved"))} ${proofs.length * 2} directions of ${proofs.length} revisions: up ${sum("upObjects")} objects as the models say, down ${sum("downObjects")} as before, ${second.proof.rows} rows kept both ways; in the database itself ${again.objects} objects equal and all ${before.length} rows kept up, down and up again, ${((performance.now() - began) / 1000).toFixed(1)} s`,
    );
}

/** Runs a command as a person would, and shows what it says. */
function limbeck(...args) {
  console.log(`\n${c.cyan("$")} ${c.bold(["limbeck", ...args.map(quoted)].join(" "))}`);
  const out = run(args);
  for (const line of out.trimEnd().split("\n")) console.log(`  ${line}`);
}

/** The same with `--json`: shown, and given back for the counts. */
function report(...args) {
  console.log(`\n${c.cyan("$")} ${c.bold(["limbeck", ...args.map(quoted), "--json"].join(" "))}`);
  const result = JSON.parse(run([...args, "--json"]));
  const shown = { ...result, file: relative(folder, result.file) };
  const text = inspect(shown, { colors: color, depth: 5, breakLength: 96, compact: 3 });
  for (const line of text.split("\n")) console.log(`  ${line}`);
  return result;
}

/** Asked for the counts only; to differ is an answer (3), not a failure. */
function quietly(...args) {
  return JSON.parse(run([...args, "--json"], [0, 3]));
}

function run(args, good = [0]) {
  const options = { cwd: folder, env, encoding: "utf8", timeout: 50_000 };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], options);
  if (good.includes(status)) return stdout;
  throw new Error(`limbeck ${args.join(" ")} ended with ${status}\n${stderr}${stdout}`);
}

function quoted(arg) {
  return arg.includes(" ") ? `"${arg}"` : arg;
}

function say(text) {
  console.log(`\n${c.bold(c.magenta(`# ${text}`))}`);
}

function print(file) {
  console.log(`\n${c.cyan("$")} ${c.bold(`cat ${relative(folder, file)}`)}`);
  for (const line of readFileSync(file, "utf8").trimEnd().split("\n"))
    console.log(`  ${line.startsWith("//") ? c.dim(line) : line}`);
}

function expect(what, got, wanted) {
  if (JSON.stringify(got) === JSON.stringify(wanted)) return;
  wrong.push(`${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`);
}

/** All rows of the four tables, without the column that comes and goes. */
async function rows() {
  const db = await PGlite.create(`file://${join(folder, ".limbeck/db")}`);
  try {
    const found = [];
    for (const table of ["usuarios", "productos", "vales", "vale_items"]) {
      const query = `select to_jsonb(t) - 'request_id' as row from ${table} t order by id`;
      found.push(
        ...(await db.query(query)).rows.map(({ row }) => `${table} ${JSON.stringify(row)}`),
      );
    }
    return found;
  } finally {
    await db.close();
  }
}

// The models of the system, as they were in its history.
function isIndex(line) {
  return /^\s*index\("ix_/.test(line);
}

function isRequestId(line) {
  return /requestId|\/\/ The request /.test(line);
}

function withoutRequestId(line) {
  return !isIndex(line) && !isRequestId(line);
}

function withRequestId(line) {
  return !isIndex(line);
}

function models() {
  const from = join(root, "systems/mexa-core/src/models");
  return readdirSync(from).map((name) => ({
    name,
    lines: readFileSync(join(from, name), "utf8").split("\n"),
  }));
}

function writeModels(keep) {
  const to = join(folder, "src/models");
  mkdirSync(to, { recursive: true });
  for (const { name, lines } of models())
    writeFileSync(join(to, name), lines.filter(keep).join("\n"));
}

function added() {
  return models().flatMap(({ lines }) => lines.filter(isRequestId).map((line) => line.trim()));
}

/** An empty revision with something to do. */
function dataStep(text) {
  const up = `  op.run("the first vouchers", async ({ client }) => {
    await client.query(\`
      insert into usuarios (employee_no, nombre, email)
      values ('E-1', 'Ana', 'ana@mexa.mx'), ('E-2', 'Luis', 'luis@mexa.mx')\`);
    await client.query("insert into productos (code, name, category) values ($1, $2, $3)", [
      "GUA-1",
      "Guantes",
      "seguridad",
    ]);
    await client.query(\`
      insert into vales (folio, usuario_id, employee_no)
      select 'V-' || id, id, employee_no from usuarios\`);
    await client.query(\`
      insert into vale_items (vale_id, producto_id, cantidad)
      select v.id, p.id, 2 from vales v cross join productos p\`);
  });`;
  const down = ["vale_items", "vales", "productos", "usuarios"]
    .map((table) => `  op.execute("delete from ${table}");`)
    .join("\n");
  const bodies = [up, down];
  return text
    .replaceAll("_op: Operations", "op: Operations")
    .replaceAll("  // nothing to do", () => bodies.shift());
}
