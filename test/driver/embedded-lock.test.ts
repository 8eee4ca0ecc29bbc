import { type ChildProcess, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { lockDirectory } from "../../src/driver/engines.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;
let directory: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "limbeck-lock-"));
  directory = join(folder, ".limbeck", "my db");
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** A process that takes the lock and says `locked`, or what stopped it; it lets go when told to. */
function contender(
  waitMs: number,
  after = "",
): { said: () => string; child: ChildProcess; line: (text: RegExp) => Promise<string> } {
  const source = `
    import { createJiti } from "jiti";
    import { appendFileSync } from "node:fs";
    const jiti = createJiti(${JSON.stringify(`${root}/`)});
    const { lockDirectory } = await jiti.import("./src/driver/embedded-lock.ts");
    process.stdout.write("ready\\n");
    await new Promise((resolve) => process.stdin.once("data", resolve));
    try {
      const release = await lockDirectory(${JSON.stringify(directory)}, ${waitMs});
      process.stdout.write("locked\\n");
      ${after || 'await new Promise((resolve) => process.stdin.once("data", resolve)); release();'}
      process.stdout.write("released\\n");
    } catch (error) { process.stdout.write(error.code + ": " + error.message + "\\n"); }
    process.exit(0);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", source], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  let text = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    text += chunk;
  });
  const line = async (wanted: RegExp) => {
    await expect.poll(() => text, { timeout: 20_000, interval: 20 }).toMatch(wanted);
    return wanted.exec(text)![0];
  };
  return { said: () => text, child, line };
}

it("creates the directory, and tells git to leave it alone", async () => {
  const release = await lockDirectory(directory);
  expect(readFileSync(join(folder, ".limbeck", ".gitignore"), "utf8")).toBe("*\n");
  const owner = JSON.parse(readFileSync(`${directory}.lock`, "utf8")) as Record<string, unknown>;
  expect(owner).toMatchObject({ pid: process.pid, host: hostname() });
  release();
  release();
  expect(existsSync(`${directory}.lock`)).toBe(false);
  expect(existsSync(directory)).toBe(true);
});

it("writes no .gitignore into a folder that is not its own", async () => {
  const release = await lockDirectory(join(folder, "data", "db"));
  expect(readdirSync(join(folder, "data")).sort()).toEqual(["db", "db.lock"]);
  release();
});

it("names the process that has the database", async () => {
  const release = await lockDirectory(directory);
  const { child, line } = contender(300);
  await line(/ready/);
  child.stdin?.write("go\n");
  const message = await line(/database-owned: .*/);
  expect(message).toContain(`process ${process.pid} on ${hostname()}`);
  expect(message).toContain("within 0.3 s");
  release();
});

it("waits until another process lets go", async () => {
  const other = contender(1000);
  await other.line(/ready/);
  other.child.stdin?.write("go\n");
  await other.line(/locked/);
  const waiting = lockDirectory(directory, 10_000);
  await expect(
    Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 300))]),
  ).resolves.toBeUndefined();
  other.child.stdin?.write("enough\n");
  (await waiting)();
});

it("is free once the owner exits, however it ends", async () => {
  for (const after of ["process.exit(3)", 'process.kill(process.pid, "SIGKILL")']) {
    const other = contender(1000, after);
    await other.line(/ready/);
    other.child.stdin?.write("go\n");
    await new Promise((resolve) => other.child.once("exit", resolve));
    expect(other.said()).toContain("locked");
    expect(existsSync(`${directory}.lock`)).toBe(after.includes("SIGKILL"));
    (await lockDirectory(directory, 1000))();
  }
});

it("refuses itself as it refuses others", async () => {
  const release = await lockDirectory(directory);
  await expect(lockDirectory(directory, 50)).rejects.toMatchObject({
    code: "database-owned",
    message: expect.stringContaining("this process itself"),
  });
  release();
});

it("does not take over from another host, nor from a process that runs", async () => {
  mkdirSync(join(folder, ".limbeck"));
  const foreign = {
    pid: 999_999,
    host: "elsewhere",
    since: "2026-01-01T00:00:00.000Z",
    token: "t",
  };
  for (const owner of [foreign, { ...foreign, pid: process.pid, host: hostname() }]) {
    writeFileSync(`${directory}.lock`, JSON.stringify(owner));
    await expect(lockDirectory(directory, 50)).rejects.toMatchObject({
      code: "database-owned",
      hint: expect.stringContaining(`${directory}.lock`),
    });
  }
});

it.runIf(process.platform === "linux")(
  "knows a process number that was given out again",
  async () => {
    mkdirSync(join(folder, ".limbeck"));
    const reused = {
      pid: process.pid,
      start: "00000000:1",
      host: hostname(),
      since: "",
      token: "t",
    };
    writeFileSync(`${directory}.lock`, JSON.stringify(reused));
    (await lockDirectory(directory, 50))();
  },
);

it("of several that take over from the dead at once, one at a time has it", async () => {
  mkdirSync(join(folder, ".limbeck"));
  const dead = { pid: 2 ** 22 + 1, host: hostname(), since: "", token: "dead" };
  const journal = join(folder, "journal");
  // Each writes when it enters and leaves: two inside at once show as two entries in a row.
  const turn = `appendFileSync(${JSON.stringify(journal)}, "in\\n");
    await new Promise((resolve) => setTimeout(resolve, 20));
    appendFileSync(${JSON.stringify(journal)}, "out\\n");
    release();`;
  const all = Array.from({ length: 4 }, () => contender(20_000, turn));
  for (const each of all) await each.line(/ready/);
  writeFileSync(`${directory}.lock`, JSON.stringify(dead));
  for (const each of all) each.child.stdin?.write("go\n");
  for (const each of all) await each.line(/released/);
  expect(readFileSync(journal, "utf8")).toBe("in\nout\n".repeat(all.length));
  expect(readdirSync(join(folder, ".limbeck")).filter((name) => name.includes(".lock"))).toEqual(
    [],
  );
});

it("a claim of a process that died while taking over is no obstacle", async () => {
  const { createHash } = await import("node:crypto");
  mkdirSync(join(folder, ".limbeck"));
  const path = `${directory}.lock`;
  const gone = { pid: 2 ** 22 + 1, host: hostname(), since: "", token: "a" };
  const text = JSON.stringify(gone);
  writeFileSync(path, text);
  const claim = `${path}.${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
  writeFileSync(claim, JSON.stringify({ ...gone, token: "b" }));
  (await lockDirectory(directory, 1000))();
  expect(readdirSync(join(folder, ".limbeck")).filter((name) => name.includes(".lock"))).toEqual(
    [],
  );
});
