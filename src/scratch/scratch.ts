import { randomBytes } from "node:crypto";
import { LimbeckError, messageOf } from "../diagnostic/index.js";
import { ident } from "../dialect/index.js";
import {
  type Connection,
  openConnection,
  openPglite,
  parseTarget,
  pgliteExtensions,
  withConnection,
} from "../driver/engines.js";
import { keepTemplate, readTemplate } from "./pglite-template.js";

export interface ScratchOptions {
  /** What the work will create, by PostgreSQL's names. */
  readonly extensions: readonly string[];
  /** A server where databases may be created; without it an embedded one is used. */
  readonly url?: string | undefined;
  /** The database that is being migrated: never a scratch. */
  readonly notUrl?: string | undefined;
  readonly baseDir: string;
}

/**
 * Gives `run` an empty throwaway database and takes it away afterwards.
 *
 * The embedded one starts from a data directory that was booted before (about half a second
 * instead of two); the first start ever makes it.
 */
export async function withScratch<Result>(
  options: ScratchOptions,
  run: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  if (options.url !== undefined) return withServerScratch(options.url, options, run);
  const extensions = await pgliteExtensions(options.extensions);
  const template = await readTemplate();
  const connection = await openPglite({ extensions, loadDataDir: template });
  try {
    if (!template) await keepTemplate(await connection.dumpDataDir());
    return await run(connection);
  } finally {
    await connection.close();
  }
}

async function withServerScratch<Result>(
  url: string,
  { baseDir, notUrl }: ScratchOptions,
  run: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const target = parseTarget(url, { baseDir });
  if (target.kind !== "server")
    throw new LimbeckError("config-invalid", "scratch.url must name a PostgreSQL server", {
      hint: "Leave scratch.url out to use the embedded database.",
    });
  if (notUrl !== undefined && parseTarget(notUrl, { baseDir }).label === target.label)
    throw new LimbeckError(
      "config-invalid",
      "scratch.url names the very database that is migrated",
      {
        hint: "Name another database of that server; scratch databases are made beside it.",
      },
    );
  const name = `limbeck_scratch_${randomBytes(6).toString("hex")}`;
  return withConnection(target, { baseDir }, async (admin) => {
    try {
      await admin.query(`CREATE DATABASE ${ident(name)} TEMPLATE template0`);
    } catch (cause) {
      throw new LimbeckError(
        "unsupported",
        `no scratch database could be created: ${messageOf(cause)}`,
        {
          hint: `Give the role the right to: ALTER ROLE ${target.user ?? "…"} CREATEDB;`,
          cause,
        },
      );
    }
    try {
      const inside = new URL(url);
      inside.pathname = `/${name}`;
      const connection = await openConnection(inside.href, { baseDir });
      try {
        return await run(connection);
      } finally {
        await connection.close();
      }
    } finally {
      await admin.query(`DROP DATABASE ${ident(name)} WITH (FORCE)`);
    }
  });
}
