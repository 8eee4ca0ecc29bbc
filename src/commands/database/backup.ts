import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { BackupContext } from "../../config/index.js";
import { LimbeckError, maskUrl, messageOf } from "../../diagnostic/index.js";
import type { Connection, Target } from "../../driver/index.js";
import { unlessAborted } from "../project/interrupted.js";
import type { Project } from "../project/project.js";
import { pgDump } from "./pg-dump.js";

/** What is kept of a database from before a run. */
export interface Backup {
  readonly by: "pg_dump" | "copy" | "hook";
  /** Where it lies, from the configuration's folder on; what the hook gave, if it is one. */
  readonly file?: string | undefined;
  /** Of the file. */
  readonly bytes?: number | undefined;
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

export type BackupStep = Pick<BackupContext, "direction" | "from" | "revisions">;

/**
 * Keeps a whole database before a run: a server's by `pg_dump` or the configured function, an
 * embedded one by a copy of its folder.
 *
 * @throws {LimbeckError} `backup-failed`; then nothing must run
 */
export async function backUp(
  project: Project,
  connection: Connection,
  target: Target,
  step: BackupStep,
): Promise<Backup> {
  const started = performance.now();
  const setting = project.loaded.config.backup ?? {};
  const folder = typeof setting === "function" ? undefined : setting.folder;
  const end = target.kind === "server" ? "dump" : "tar";
  const name = `${step.from.join("+") || "base"}_${timestamp(new Date())}.${end}`;
  const file = join(resolve(project.dir, folder ?? ".limbeck/backups"), name);
  const done = (more: Omit<Backup, "ms">): Backup => ({
    ...more,
    ms: Math.round(performance.now() - started),
  });
  try {
    if (target.kind !== "embedded" && typeof setting === "function") {
      const { environment, signal } = project;
      const url = target.kind === "server" ? target.url : undefined;
      const context = { ...step, url, database: target.label, file, environment };
      const said = await unlessAborted(Promise.resolve(setting(context)), signal);
      return done({ by: "hook", file: typeof said === "string" ? said : undefined });
    }
    if (target.kind === "given") throw new Error("pg_dump cannot use a connection that is open");
    const bytes = await appearsWhole(file, async (part) => {
      if (target.kind === "server") await pgDump(target.url, part, project);
      else await writeFile(part, await embeddedCopy(connection), { flush: true });
    });
    const shown = relative(project.dir, file).split(sep).join("/");
    return done({ by: target.kind === "server" ? "pg_dump" : "copy", file: shown, bytes });
  } catch (error) {
    throw failed(target.label, error);
  }
}

async function embeddedCopy(connection: Connection): Promise<Buffer> {
  const { dumpDataDir } = connection as Connection & { dumpDataDir(): Promise<Blob> };
  return Buffer.from(await (await dumpDataDir()).arrayBuffer());
}

/** A backup that was broken off must not look like one. */
async function appearsWhole(file: string, write: (part: string) => Promise<void>): Promise<number> {
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.part`;
  try {
    // All rows are in it: for its owner alone, whoever writes it.
    await writeFile(part, "", { mode: 0o600 });
    await write(part);
    const { size } = await stat(part);
    await rename(part, file);
    return size;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** `20261121T093000Z` */
function timestamp(now: Date): string {
  return now.toISOString().replace(/[-:]|\.\d+/g, "");
}

function failed(label: string, error: unknown): LimbeckError {
  if (error instanceof LimbeckError) return error;
  return new LimbeckError(
    "backup-failed",
    `${label} could not be kept: ${maskUrl(messageOf(error))}`,
    {
      hint: "Nothing was run. Mend the backup, or leave --backup out where there is another one.",
      cause: error,
    },
  );
}
