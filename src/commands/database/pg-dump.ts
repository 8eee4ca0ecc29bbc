import { spawn } from "node:child_process";
import { LimbeckError, maskUrl } from "../../diagnostic/index.js";
import { parseServerUrl } from "../../driver/server-url.js";
import type { Project } from "../project/project.js";

/**
 * Writes a database into a file in the custom format of `pg_dump`, which `pg_restore` reads.
 *
 * @throws {LimbeckError} `backup-failed` where there is no `pg_dump`, or it fails
 */
export async function pgDump(
  url: string,
  file: string,
  { dir, signal }: Pick<Project, "dir" | "signal">,
): Promise<void> {
  const args = ["--format=custom", "--no-password", `--file=${file}`];
  const child = spawn("pg_dump", args, {
    env: { ...process.env, ...variables(url, dir) },
    stdio: ["ignore", "ignore", "pipe"],
    ...(signal && { signal }),
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", (error: NodeJS.ErrnoException) => reject(notRun(error)));
    child.on("close", resolve);
  });
  if (code === 0) return;
  const mismatch = /server version mismatch/.test(said);
  throw new LimbeckError(
    "backup-failed",
    `pg_dump failed: ${maskUrl(said.trim()) || `exit ${code}`}`,
    {
      hint: mismatch
        ? "Nothing was run. Put a pg_dump of the server's version, or a newer one, first on the PATH."
        : "Nothing was run. Mend what it says, or leave --backup out where there is another one.",
    },
  );
}

/** By the environment: what stands on a command line, every user of the machine can read. */
function variables(url: string, dir: string): Record<string, string> {
  const address = parseServerUrl(url, dir, process.env);
  const named: Record<string, string | undefined> = {
    PGHOST: address.host,
    PGPORT: String(address.port),
    PGUSER: address.user,
    PGDATABASE: address.database,
    PGPASSWORD: address.password,
    PGSSLMODE: address.sslmode === "no-verify" ? "require" : address.sslmode,
    PGSSLROOTCERT: address.sslrootcert,
    PGSSLCERT: address.sslcert,
    PGSSLKEY: address.sslkey,
    PGOPTIONS: address.options,
    PGPASSFILE: address.passwordFile,
    PGAPPNAME: "limbeck",
  };
  const given = Object.entries(named).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return Object.fromEntries(given);
}

function notRun(error: NodeJS.ErrnoException): LimbeckError {
  if (error.name === "AbortError") return new LimbeckError("migration-interrupted", "interrupted");
  const why = error.code === "ENOENT" ? "there is no pg_dump on the PATH" : error.message;
  return new LimbeckError("backup-failed", why, {
    hint: "Nothing was run. Install PostgreSQL's client programs, or say in limbeck.config.ts how a backup is made: backup: async ({ url, file }) => { … }",
    cause: error,
  });
}
