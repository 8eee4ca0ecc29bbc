import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createJiti } from "jiti";
import pg from "pg";
import { median, runProcess } from "./measure.mjs";

const program = fileURLToPath(new URL("diff-catalogs.mjs", import.meta.url));
/** What it imports: more than the package lets anyone import. */
const parts = ["catalog/index", "dialect/index", "diff/index", "driver/engines"];

/** Tables with 10 columns, 2 indexes and 1 foreign key each, as the second state has them changed. */
const tables = (count, changed) => `DO $$ BEGIN FOR i IN 1..${count} LOOP
  EXECUTE format('CREATE TABLE vales_%s (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, folio varchar(20) NOT NULL,
    status varchar(20) DEFAULT ''abierto'' NOT NULL, total ${changed ? "numeric" : "numeric(10, 2)"},
    note text, paid boolean DEFAULT false NOT NULL, extra jsonb, token uuid,
    created_at timestamptz DEFAULT now() NOT NULL, previous bigint REFERENCES vales_%s)', i, greatest(1, i / 2));
  EXECUTE format('CREATE INDEX ix_vales_%s_status ON vales_%s (status, created_at)', i, i);
  EXECUTE format('CREATE INDEX ix_vales_%s_folio ON vales_%s (${changed ? "lower(folio)" : "folio"})', i, i);
END LOOP; END $$`;

/** What reading and comparing large schemas costs, without a scratch. */
export async function catalogs({ home, quick, count, compare, target }) {
  const size = `${count.toLocaleString("en")} tables`;
  const dist = join(home, ".limbeck/bench"); // beside the libraries it needs
  const build = [join(home, "scripts/build.mjs"), "--no-types", "--out", dist];
  await runProcess({
    command: process.execPath,
    args: [...build, ...parts.flatMap((part) => ["--also", part])],
  });
  const jiti = createJiti(import.meta.url);
  const { corpusServer } = await jiti.import("../test/pairs/server.ts");
  const server = await corpusServer({ settings: ["max_locks_per_transaction = 2048"] });
  try {
    const before = await database(server.url, "before", tables(count, false));
    const after = await database(server.url, "after", tables(count, true));
    const runs = [];
    const dumps = [];
    for (let i = 0; i < (quick ? 1 : 5); i += 1) {
      if (server.pgDump) dumps.push((await runProcess(dump(server.pgDump, before))).ms);
      runs.push(await measured(dist, before, after));
    }
    const reads = runs.map(({ read }) => read);
    if (server.pgDump)
      compare(`read ${size}`, reads, `pg_dump ${server.pgDump.major} -s`, dumps, 1.5);
    else console.error(`pg_dump is left out: ${server.because}`);
    const cpu = median(runs.map((run) => Math.max(...Object.values(run.cpu))));
    target(`diff of ${size}, the costliest way`, `${cpu.toFixed(0)} ms of CPU`, {
      ok: cpu <= 500,
      limit: "≤ 500 ms",
    });
    const memory = median(runs.map((run) => run.memory));
    target(`memory: diff of ${size}`, `${memory.toFixed(0)} MiB`, {
      ok: memory <= 300,
      limit: "≤ 300 MiB",
    });
    if (!quick) await growth(dist, server.url, runs, target);
  } finally {
    await server.stop();
  }
}

/** Ten times the tables may cost ten times as much and the growth of the logarithm. */
async function growth(dist, url, runs, target) {
  const large = await measured(dist, await database(url, "large", tables(10_000, false)));
  const limit = (10 * Math.log(large.objects)) / Math.log(large.objects / 10);
  for (const way of ["equal", "up", "down"]) {
    const times = large.cpu[way] / median(runs.map(({ cpu }) => cpu[way]));
    target(`diff of 10,000 tables, ${way}`, `${times.toFixed(1)} × of 1,000 tables`, {
      ok: times <= limit,
      limit: `≤ ${limit.toFixed(1)} ×`,
    });
  }
  const times = large.read / median(runs.map(({ read }) => read));
  target("read 10,000 tables", `${times.toFixed(1)} × of 1,000 tables`, {
    ok: times <= limit,
    limit: `≤ ${limit.toFixed(1)} ×`,
  });
}

async function measured(dist, ...urls) {
  const args = [program, dist, ...urls];
  return JSON.parse((await runProcess({ command: process.execPath, args })).out);
}

function dump({ path }, url) {
  return { command: path, args: ["--schema-only", "--file", "/dev/null", url] };
}

async function database(server, name, sql) {
  const url = new URL(server);
  await script(server, `CREATE DATABASE limbeck_bench_${name} TEMPLATE template0`);
  url.pathname = `/limbeck_bench_${name}`;
  await script(url.href, sql);
  await script(url.href, "ANALYZE"); // a live server has statistics of its catalogs
  return url.href;
}

async function script(connectionString, sql) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(sql);
  await client.end();
}
