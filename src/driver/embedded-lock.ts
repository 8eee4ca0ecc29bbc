import { createHash, randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LimbeckError } from "../diagnostic/index.js";
import { isDead, type ProcessIdentity, thisProcess } from "./process-identity.js";

interface Owner extends ProcessIdentity {
  /** ISO 8601. */
  readonly since: string;
  /** Makes every lock file's content unique, so that one is never mistaken for another. */
  readonly token: string;
}

/**
 * Makes this process the owner of an embedded database: creates the directory if it is missing, and
 * a lock file beside it. A lock whose process is dead is taken over.
 *
 * @param waitMs how long to wait for another owner; 10 s by default
 * @returns how to give it up; the end of the process does as well
 * @throws {LimbeckError} `database-owned`
 */
export async function lockDirectory(directory: string, waitMs = 10_000): Promise<() => void> {
  prepare(directory);
  const path = `${directory}.lock`;
  const mine: Owner = { ...thisProcess(), since: new Date().toISOString(), token: randomUUID() };
  const text = `${JSON.stringify(mine)}\n`;
  const deadline = performance.now() + waitMs;
  for (let pause = 10; ; pause = Math.min(pause * 2, 200)) {
    if (create(path, text) || takeOver(path, text)) return holding(path, text);
    const left = deadline - performance.now();
    if (left <= 0) throw owned(directory, path, waitMs);
    await sleep(Math.min(pause, left));
  }
}

function prepare(directory: string): void {
  mkdirSync(directory, { recursive: true });
  const parent = dirname(directory);
  const ignore = join(parent, ".gitignore");
  if (basename(parent) === ".limbeck" && !existsSync(ignore)) create(ignore, "*\n");
}

/** Creates a file only if there is none. */
function create(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Replaces a dead owner's lock. The right to do so is a claim, a file named after the very content
 * that is to be replaced: it can be created once, and who creates it late finds that content gone.
 * A claim of a process that died in between is claimed in the same way.
 */
function takeOver(path: string, text: string): boolean {
  const dead = read(path);
  if (dead === undefined || !abandoned(path, dead)) return false;
  const claims: string[] = [];
  for (let content = dead; ; ) {
    const claim = `${path}.${createHash("sha256").update(content).digest("hex").slice(0, 16)}`;
    claims.push(claim);
    if (create(claim, text)) break;
    const other = read(claim);
    if (other === undefined || !abandoned(claim, other)) return false;
    content = other;
  }
  const won = read(path) === dead;
  if (won) {
    const next = `${path}.${randomUUID()}`;
    writeFileSync(next, text);
    renameSync(next, path);
    for (const claim of claims) rmSync(claim, { force: true });
  } else {
    rmSync(claims.at(-1)!, { force: true });
  }
  return won;
}

/** Whether a lock's or claim's process is dead. One that died before it wrote its name is known by age. */
function abandoned(path: string, text: string): boolean {
  const owner = parse(text);
  if (owner) return isDead(owner);
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  return age > 5_000;
}

const held = new Map<string, string>();

function holding(path: string, text: string): () => void {
  if (held.size === 0) process.on("exit", releaseAll);
  held.set(path, text);
  return () => release(path, text);
}

function release(path: string, text: string): void {
  if (held.get(path) !== text) return;
  held.delete(path);
  if (held.size === 0) process.off("exit", releaseAll);
  if (read(path) === text) rmSync(path, { force: true });
}

function releaseAll(): void {
  for (const [path, text] of held) release(path, text);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function parse(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Owner | null;
    return typeof owner?.pid === "number" && typeof owner.host === "string" ? owner : undefined;
  } catch {
    return undefined;
  }
}

function owned(directory: string, path: string, waitMs: number): LimbeckError {
  const owner = parse(read(path) ?? "");
  const who = !owner
    ? "another process"
    : owner.pid === process.pid && owner.host === thisProcess().host
      ? `this process itself (${owner.pid}, since ${owner.since})`
      : `process ${owner.pid} on ${owner.host} (since ${owner.since})`;
  return new LimbeckError(
    "database-owned",
    `the embedded database ${directory} is open in ${who}, and was not free within ${waitMs / 1000} s`,
    {
      hint: `Stop that process and run the command again. If it no longer exists, delete ${path}.`,
      details: { directory, pid: owner?.pid, host: owner?.host, since: owner?.since },
    },
  );
}
