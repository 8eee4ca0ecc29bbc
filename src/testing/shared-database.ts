import { openProject } from "../commands/project/project.js";
import { openConnection } from "../driver/engines.js";
import type { Connection } from "../driver/index.js";
import { NestedClient } from "./nested-client.js";
import { databaseAtHead } from "./template-database.js";
import type { Isolated, TestDatabaseOptions } from "./test-database.js";
import { openTestDatabase, projectOf, searchTarget, serverUrl } from "./test-options.js";
import { upgradeAll } from "./upgrade-all.js";

interface Opened {
  readonly connection: Connection;
  readonly url?: string;
  close(): Promise<void>;
}

/** Embedded databases of this process that nobody uses, by project: starting one takes time. */
const idle = new Map<string, Opened[]>();

/**
 * One database for all tests of a file, inside a transaction that is never committed; each test is
 * a savepoint in it. What is put in outside of a test is there for all of them.
 */
export async function shared(options: TestDatabaseOptions): Promise<Isolated> {
  const { connection, url, close } = await open(options);
  await connection.script("BEGIN");
  const client = new NestedClient(connection.client);
  return {
    async begin() {
      await connection.script("SAVEPOINT limbeck_test");
    },
    async end() {
      await connection.script("ROLLBACK TO limbeck_test; RELEASE limbeck_test");
      client.forget();
    },
    database: {
      client,
      query: async (text, params) => (await client.query(text, params && [...params])).rows,
      url,
      async close() {
        await connection.script("ROLLBACK");
        await close();
      },
    },
  };
}

async function open(options: TestDatabaseOptions): Promise<Opened> {
  const project = await openProject(projectOf(options));
  const url = serverUrl(options, project);
  if (url !== undefined) {
    const database = await databaseAtHead(project, url);
    const connection = await openConnection(database.url, { baseDir: project.dir });
    await searchTarget(connection, project);
    const close = () => connection.close().finally(database.drop);
    return { connection, url: database.url, close };
  }
  return idle.get(project.loaded.file)?.pop() ?? embedded(options);
}

async function embedded(options: TestDatabaseOptions): Promise<Opened> {
  const { project, scratch } = await openTestDatabase(options);
  await upgradeAll(project, scratch.connection);
  const key = project.loaded.file;
  const opened: Opened = {
    connection: scratch.connection,
    // It stays for the next file of this process.
    close: async () => void idle.set(key, [...(idle.get(key) ?? []), opened]),
  };
  return opened;
}
