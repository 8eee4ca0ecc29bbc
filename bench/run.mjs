import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { catalogs } from "./catalogs.mjs";
import { atDistance } from "./distance.mjs";
import { inspect, inTurn, median, ratio, runProcess } from "./measure.mjs";
import { knexPeer } from "./peers/knex.mjs";
import { plainSql, writeProject } from "./project.mjs";
import { startServer } from "./server.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
/** Everything once and tiny, without peers: to see that it works at all; the figures decide nothing. */
const smoke = process.argv.includes("--smoke");
const quick = smoke || process.argv.includes("--quick");
const once = { runs: 1, warmUp: 0 };
const short = smoke ? once : quick ? { runs: 7, warmUp: 1 } : { runs: 15, warmUp: 2 };
const long = quick ? once : { runs: 3, warmUp: 1 };
const many = smoke ? 3 : quick ? 200 : 1_000;
const few = smoke ? 2 : 20;
/** What a commit waits for a disk, in microseconds: data in memory would make it free. */
const commitDelay = 5_000;
/** How far away a server in the same data centre is, one way, in milliseconds. */
const distance = 1;

const onlyCatalogs = process.argv.includes("--catalogs");
const named = process.argv.indexOf("--package");
const home = resolve(named < 0 ? join(here, "..") : process.argv[named + 1]);
const cli = join(home, "dist/cli/main.js");
if (!existsSync(cli)) {
  console.error(`${cli} is not there: npm run build`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "limbeck-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
if (!smoke) install();
const psql = hasPsql();
const lines = [];
const failures = [];
const server = await startServer();
try {
  if (!onlyCatalogs) await measure();
} finally {
  await server.stop();
}
await catalogs({ home, quick, count: smoke ? 5 : 1_000, compare, target });
report();

async function measure() {
  const small = writeProject(join(folder, "small"), few);
  const large = writeProject(join(folder, "large"), many);
  writeFileSync(join(folder, "plain.sql"), plainSql(many));
  const env = { DATABASE_URL: await database("small") };
  const largeEnv = { DATABASE_URL: await database("large") };
  await runProcess(limbeck(small, env, "upgrade"));
  await runProcess(limbeck(small, {}, "check")); // the first one fills the cache

  const knex = smoke ? undefined : knexPeer(join(folder, "knex"), many);

  const checked = JSON.parse((await runProcess(limbeck(small, {}, "check", "--json"))).out);
  target("check starts no scratch", checked.scratch ? "a scratch was started" : "none started", {
    ok: checked.scratch === false && checked.equal === true,
    limit: "none",
  });

  await apply(large, knex, { delay: commitDelay, where: "commits of 5 ms" });
  const far = await atDistance(new URL(server.url("any")).port, distance);
  const there = (url) => url.replace(/:\d+\//, `:${far.port}/`);
  await apply(large, null, { there, where: "1 ms away" });
  far.stop();
  await apply(large, knex, { where: "here, free commits" });
  await runProcess(limbeck(large, largeEnv, "upgrade"));
  await startUp(small, env, knex);

  const fresh = { DATABASE_URL: await database("memory") };
  await memory(`upgrade, ${many} revisions`, limbeck(large, fresh, "upgrade"), async () => {
    await database("memory");
  });
  await memory("current", limbeck(small, env, "current"));
  await memory(`current, ${many} revisions`, limbeck(large, largeEnv, "current"));
  await memory(`history -i, ${many} revisions`, limbeck(large, largeEnv, "history", "-i"));
}

/** What a person waits for whenever they ask something. */
async function startUp(small, env, knex) {
  const select = { ...node([join(here, "select-one.mjs")]), env };
  const times = await inTurn(
    [
      { name: "node", before: () => node(["--eval", "0"]) },
      { name: "select", before: () => select },
      { name: "current", before: () => limbeck(small, env, "current") },
      { name: "check", before: () => limbeck(small, {}, "check") },
      ...(knex
        ? [{ name: "knex", before: () => knex(server.url("knex"), "migrate:currentVersion") }]
        : []),
    ],
    short,
  );
  const [bare, floor, current, check, theirs] = [...times.values()];
  compare("node alone", bare, "node + pg, select 1", floor);
  compare("current", current, "node + pg, select 1", floor, 1.6);
  compare("check, nothing changed", check, "current", current, 2);
  if (theirs) compare("knex migrate:currentVersion", theirs, "node + pg, select 1", floor);
}

/** What a deployment waits for: where commits take a while, where the server is elsewhere, and where nothing does. */
async function apply(large, knex, { delay = 0, there = (url) => url, where }) {
  const made = async (name) => there(await database(name, delay));
  const file = join(folder, "plain.sql");
  const reference = `${psql ? "psql -f" : "pg script (no psql)"}, ${where}`;
  const commands = [
    {
      name: "floor",
      before: async () => {
        const url = await made("plain");
        return psql
          ? { command: "psql", args: ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file, url] }
          : { ...node([join(here, "send-file.mjs"), file]), env: { DATABASE_URL: url } };
      },
    },
    {
      name: "upgrade",
      before: async () =>
        limbeck(large, { DATABASE_URL: await made("applied") }, "upgrade", "--quiet"),
    },
  ];
  if (knex)
    commands.push({ name: "knex", before: async () => knex(await made("knex"), "migrate:latest") });
  const times = await inTurn(commands, long);
  const floor = times.get("floor");
  compare(`upgrade, ${many} revisions`, times.get("upgrade"), reference, floor, 1.3);
  if (knex) compare(`knex migrate:latest, ${many}`, times.get("knex"), reference, floor);
}

/** On a server no PGlite is loaded, and memory stays small. */
async function memory(name, invocation, again = async () => {}) {
  const inspected = await inspect(invocation);
  try {
    const peaks = [];
    for (let i = 0; i < (quick ? 1 : 3); i += 1) {
      peaks.push(await inspected.peak());
      await again();
    }
    const peak = median(peaks);
    const modules = await inspected.modules();
    const pglite = modules.filter((file) => file.includes("@electric-sql"));
    target(
      `memory: ${name}`,
      `${peak.toFixed(0)} MiB, ${modules.length} modules${pglite.length > 0 ? ", with PGlite" : ", no PGlite"}`,
      { ok: peak <= 110 && pglite.length === 0 && modules.length > 1, limit: "≤ 110 MiB" },
    );
  } finally {
    inspected.done();
  }
}

function limbeck(cwd, env, ...args) {
  return { ...node([cli, ...args]), cwd, env };
}

function node(args) {
  return { command: process.execPath, args };
}

/** An empty database of that name, however often it is asked for. */
async function database(name, delay = 0) {
  const client = new pg.Client({ connectionString: server.url("postgres") });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  if (delay > 0) {
    await client.query(`ALTER DATABASE ${name} SET commit_delay = ${delay}`);
    await client.query(`ALTER DATABASE ${name} SET commit_siblings = 0`);
  }
  await client.query("CHECKPOINT"); // what one run wrote must not slow the next one down
  await client.end();
  return server.url(name);
}

/** The peers, once; without them, or without a network, their lines are left out. */
function install() {
  if (existsSync(join(here, "node_modules", ".package-lock.json"))) return;
  try {
    const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    execFileSync("npm", args, { cwd: here, stdio: "ignore", shell: process.platform === "win32" });
  } catch {
    console.error("the peers could not be installed: their lines are left out");
  }
}

function hasPsql() {
  try {
    return execFileSync("psql", ["--version"], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

function compare(name, ours, otherName, theirs, wanted) {
  const times = ratio(ours, theirs);
  const limit = smoke ? undefined : wanted;
  const ok = limit === undefined || times <= limit;
  lines.push([
    name,
    seconds(median(ours)),
    seconds(Math.min(...ours)),
    otherName,
    seconds(median(theirs)),
    seconds(Math.min(...theirs)),
    `${times.toFixed(2)} ×`,
    limit === undefined ? "" : `≤ ${limit} ×`,
    limit === undefined ? "" : ok ? "PASS" : "FAIL",
  ]);
  if (!ok) failures.push(`${name} ${times.toFixed(2)} × > ${limit} ×`);
}

function target(name, found, { ok, limit }) {
  const verdict = smoke ? ["", ""] : [limit, ok ? "PASS" : "FAIL"];
  lines.push([name, found, "", "", "", "", "", ...verdict]);
  if (!ok) failures.push(`${name}: ${found}`);
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(3)} s`;
}

function report() {
  const head = ["what", "median", "min", "against", "median", "min", "ratio", "target", ""];
  console.log(`node ${process.version}, ${psql || "no psql"}, server data in ${server.data}`);
  const rows = [head, ...lines];
  // Words that stand instead of figures may run over the columns that are empty beside them.
  const widths = head.map((_, i) =>
    Math.max(...rows.filter((r) => r[2] !== "" || i > 5 || i === 0).map((r) => r[i].length)),
  );
  for (const row of rows) {
    const free = row[2] === "" ? widths.slice(1, 7).reduce((sum, w) => sum + w + 2, -2) : 0;
    const cells = free > 0 ? [row[0], row[1], ...row.slice(7)] : row;
    const room = free > 0 ? [widths[0], free, ...widths.slice(7)] : widths;
    console.log(
      cells
        .map((cell, i) => cell.padEnd(room[i]))
        .join("  ")
        .trimEnd(),
    );
  }
  if (smoke) return console.log("every line was measured");
  const passed = lines.filter((line) => line.at(-1) === "PASS").length;
  console.log(
    failures.length === 0
      ? `PASS: all ${passed} targets hold`
      : `FAIL: ${failures.join("; ")} (${passed} others hold)`,
  );
  process.exitCode = failures.length === 0 ? 0 : 1;
}
