import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { downgrade, heads, upgrade } from "limbeck";
import pg from "pg";

const atOnce = 200;
const seconds = 10;

/**
 * Holds 200 requests in flight for 10 s against a system as it is built for production, while the next
 * revision is applied to its database and taken back. Prints figures; exits with 1 on an answer that
 * says 5xx or on none at all. `DATABASE_URL` names the server: a new database is made there and dropped.
 */
export async function load({ folder, revision, prepare = async () => {}, requests }) {
  const server = process.env.DATABASE_URL;
  if (!server) throw new Error("set DATABASE_URL to a role that may create databases");
  const name = `load_${process.pid}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await query(server, `CREATE DATABASE ${name}`);
  const next = nextVersion(folder, revision, (await heads({ cwd: folder }))[0].revision);
  try {
    await upgrade({ cwd: folder, url: url.href });
    await prepare((text) => query(url.href, text), url.href);
    const service = await start(folder, url.href);
    try {
      const answers = hammer(service.port, requests);
      await sleep(3_000);
      const up = await timed(() => upgrade({ cwd: next, url: url.href }));
      await sleep(3_000);
      const down = await timed(() => downgrade({ cwd: next, url: url.href, target: "-1" }));
      report(basename(folder), await answers, up, down);
    } finally {
      service.stop();
    }
  } finally {
    rmSync(next, { recursive: true, force: true });
    await query(server, `DROP DATABASE ${name} WITH (FORCE)`);
  }
}

/** The migrations of the version that is deployed while this one still answers. */
function nextVersion(folder, { upgrade, downgrade }, head) {
  const copy = mkdtempSync(join(tmpdir(), "load-"));
  const needless = /\/(\.limbeck|dist|node_modules|test)$/;
  cpSync(folder, copy, { recursive: true, filter: (path) => !needless.test(path) });
  writeFileSync(
    join(copy, "migrations/next.sql"),
    `-- revision: next\n-- down-revision: ${head}\n\n-- upgrade\n${upgrade}\n\n-- downgrade\n${downgrade}\n`,
  );
  return copy;
}

async function start(cwd, url) {
  const port = await freePort();
  const programs = join(cwd, "../../node_modules/.bin");
  const child = spawn(process.execPath, ["dist/server.js"], {
    cwd,
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATABASE_URL: url,
      PORT: `${port}`,
      PATH: `${programs}${delimiter}${process.env.PATH}`,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // The first complaint tells; a thousand of the same do not.
  child.stderr.once("data", (text) => process.stderr.write(String(text).slice(0, 600)));
  child.stderr.resume();
  await new Promise((resolve, reject) => {
    child.stdout.on("data", (text) => String(text).includes("listening") && resolve());
    child.once("exit", () => reject(new Error("the service did not start")));
  });
  return { port, stop: () => child.kill("SIGKILL") };
}

async function hammer(port, requests) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const end = Date.now() + seconds * 1_000;
  const times = [];
  const statuses = {};
  let sent = 0;
  const one = async () => {
    while (Date.now() < end) {
      const began = performance.now();
      const status = await answer(port, agent, requests(sent++));
      times.push(performance.now() - began);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  agent.destroy();
  return { times: times.sort((a, b) => a - b), statuses };
}

/** The status of one answer, or the error that came instead of it. */
function answer(port, agent, { method = "GET", path, headers, body }) {
  return new Promise((resolve) => {
    const options = { port, agent, method, path, headers };
    request(options, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode));
    })
      .once("error", (error) => resolve(error.code ?? error.message))
      .end(body && JSON.stringify(body));
  });
}

function report(system, { times, statuses }, up, down) {
  const at = (share) => Math.round(times[Math.floor((times.length - 1) * share)]);
  const failed = Object.keys(statuses).filter((status) => !/^[234]\d\d$/.test(status));
  const rate = Math.round(times.length / seconds);
  console.log(
    `${system}: ${times.length} requests, ${rate}/s · p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms · ` +
      `revision up ${up} ms, down ${down} ms · ${JSON.stringify(statuses)}`,
  );
  if (failed.length === 0) return;
  console.error(`${system}: not every request was answered well: ${failed.join(", ")}`);
  process.exitCode = 1;
}

async function timed(run) {
  const began = performance.now();
  await run();
  return Math.round(performance.now() - began);
}

async function query(connectionString, text) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
