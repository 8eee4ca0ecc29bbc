import { existsSync, readdirSync } from "node:fs";
import { createJiti } from "jiti";

const debian = { programs: "/usr/lib/postgresql", extensions: "/usr/share/postgresql" };

/**
 * Gives `run` the URL of a real server: the one that `DATABASE_URL` names, else a new one, with PostGIS
 * where Debian's packages have it.
 */
export async function withServer(run) {
  const given = process.env.DATABASE_URL ?? process.env.LIMBECK_TEST_URL;
  if (given) return run(given);
  const bin = postgisServer();
  if (!bin)
    console.log(
      "No PostgreSQL with PostGIS was found: arxos runs embedded only. On Debian: apt-get install postgresql-15-postgis-3",
    );
  // Written in TypeScript, for the tests of the package.
  const { startServer } = await createJiti(import.meta.url).import("../../test/server.ts");
  const server = await startServer({ bin });
  try {
    return await run(server.url);
  } finally {
    await server.stop();
  }
}

function postgisServer() {
  if (!existsSync(debian.programs)) return undefined;
  const version = readdirSync(debian.programs)
    .sort((a, b) => Number(b) - Number(a))
    .find((version) => existsSync(`${debian.extensions}/${version}/extension/postgis.control`));
  return version && `${debian.programs}/${version}/bin`;
}
