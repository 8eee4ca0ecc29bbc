import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { onBothDatabases } from "../../testing/databases.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const limbeck = fileURLToPath(new URL("../../../bin/limbeck.js", import.meta.url));

await onBothDatabases("provider-registration", ({ url }) => {
  it("migrates the database of the service's own settings", async () => {
    const { CI: _, ...env } = process.env;
    const run = async (...args: string[]) => {
      const { stdout } = await promisify(execFile)(process.execPath, [limbeck, ...args, "--json"], {
        cwd,
        env: { ...env, NODE_ENV: "development", DATABASE_URL: url },
      });
      return JSON.parse(stdout) as { database: string };
    };
    const { database } = await run("upgrade");
    expect(database).toContain(new URL(url).pathname.split("/").at(-1));
    expect(await run("current", "--check-heads")).toMatchObject({ database, atHead: true });
  });
});
