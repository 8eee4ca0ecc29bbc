import { openProject, type Project, projectExtensions } from "../commands/project/project.js";
import { ident } from "../dialect/index.js";
import { type Connection, parseTarget } from "../driver/index.js";
import { openScratch, type Scratch } from "../scratch/index.js";

/** What every function of `limbeck/testing` takes. */
export interface TestOptions {
  /** Where the configuration is looked for; the working directory by default. */
  readonly cwd?: string | undefined;
  /** The configuration file itself. */
  readonly config?: string | undefined;
  /** One of the configured `databases`, where there are several. */
  readonly database?: string | undefined;
  /**
   * A server to test on: databases of its own are made beside the one it names and taken away
   * again. Without it, or with `pglite::memory:`, a throwaway embedded database. Never the
   * configured one.
   */
  readonly url?: string | undefined;
}

/** The server to test on; nothing where it is the embedded database. */
export function serverUrl({ url }: TestOptions, project: Project): string | undefined {
  if (url === undefined) return undefined;
  return parseTarget(url, { baseDir: project.dir }).kind === "server" ? url : undefined;
}

/** What a test says of the project; the URL is that of a server to test on, never the project's. */
export function projectOf({ cwd, config, database }: TestOptions) {
  return { cwd, config, database };
}

/** The project, and an empty database to test on. */
export async function openTestDatabase(
  options: TestOptions,
): Promise<{ project: Project; scratch: Scratch }> {
  const project = await openProject(projectOf(options));
  const url = serverUrl(options, project);
  const extensions = url === undefined ? projectExtensions(project) : [];
  const scratch = await openScratch({ extensions, url, baseDir: project.dir });
  await searchTarget(scratch.connection, project);
  return { project, scratch };
}

/** What a test names without a schema is what a revision names so. */
export async function searchTarget(
  connection: Connection,
  { targetSchema }: Project,
): Promise<void> {
  if (targetSchema !== "public")
    await connection.script(`SET search_path = ${ident(targetSchema)}, public`);
}
