import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe } from "vitest";
import { lacks, withServerDatabase } from "./databases.js";

const systems = fileURLToPath(new URL("..", import.meta.url));

// A walkthrough is a dozen commands, several of which prove something.
const timeout = 600_000;

/** Runs a script of the system's folder `walkthroughs`, and gives what it printed. */
export type Walk = (script: string) => Promise<string>;

/** The same walkthroughs as developers run them: on an embedded database, and on the server of `DATABASE_URL`. */
export async function walkthroughTests(
  system: string,
  tests: (walk: Walk) => void,
  extension?: string,
): Promise<void> {
  const cwd = `${systems}/${system}`;
  const walk = async (script: string, variables: Record<string, string>) => {
    const { DATABASE_URL: _, CI: __, VITEST: ___, ...rest } = process.env;
    const env = { ...rest, NODE_ENV: "development", ...variables };
    const args = [`walkthroughs/${script}.mjs`];
    return (await promisify(execFile)(process.execPath, args, { cwd, env })).stdout;
  };
  const all = process.env.SYSTEMS === "all";
  describe.skipIf(!all)(
    all ? "embedded database" : "embedded database (skipped: npm run systems runs it)",
    { timeout },
    () => tests((script) => walk(script, {})),
  );
  const reason = await lacks(extension);
  describe.skipIf(reason !== undefined)(
    reason ? `real server (skipped: ${reason})` : "real server",
    { timeout },
    () => {
      const server = process.env.DATABASE_URL ?? "";
      tests((script) =>
        withServerDatabase(system, server, ({ url }) => walk(script, { DATABASE_URL: url })),
      );
    },
  );
}
