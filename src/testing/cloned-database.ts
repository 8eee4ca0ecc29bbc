import { openProject } from "../commands/project/project.js";
import { LimbeckError } from "../diagnostic/index.js";
import { openConnection } from "../driver/engines.js";
import type { Connection, PgClient } from "../driver/index.js";
import { databaseAtHead } from "./template-database.js";
import type { Isolated, TestDatabaseOptions } from "./test-database.js";
import { projectOf, searchTarget, serverUrl } from "./test-options.js";

/**
 * A database on the server for each test, a copy of a template.
 *
 * @throws {LimbeckError} `options-invalid` without a server
 */
export async function cloned(options: TestDatabaseOptions): Promise<Isolated> {
  const project = await openProject(projectOf(options));
  const server = serverUrl(options, project);
  if (server === undefined)
    throw new LimbeckError(
      "options-invalid",
      "an embedded database cannot be cloned for each test",
      {
        hint: 'Give the `url` of a server, or leave `isolation: "clone"` out.',
      },
    );
  let test: { connection: Connection; url: string; close(): Promise<void> } | undefined;
  const current = () => {
    if (test) return test;
    throw new LimbeckError("options-invalid", "the cloned database is there only inside a test", {
      hint: "Put rows in from a test or from beforeEach.",
    });
  };
  const end = async () => {
    await test?.close();
    test = undefined;
  };
  // The same one in every test, so that an ORM can be made of it once.
  const client: PgClient = {
    query: (query, values) => current().connection.client.query(query, values),
    connect: async () => client,
    release() {},
    end: async () => {},
  };
  return {
    async begin() {
      const { url, drop } = await databaseAtHead(project, server);
      const connection = await openConnection(url, { baseDir: project.dir });
      await searchTarget(connection, project);
      test = { connection, url, close: () => connection.close().finally(drop) };
    },
    end,
    database: {
      client,
      get url() {
        return current().url;
      },
      query: async (text, params) => (await client.query(text, params && [...params])).rows,
      close: end,
    },
  };
}
