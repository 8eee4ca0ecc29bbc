import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { rolldown } from "rolldown";
import { expect, it } from "vitest";
import { withConnection } from "../../../src/driver/engines.js";
import { buildCli, builtFile } from "../../cli/built-cli.js";
import { cliProject, line } from "../../cli/cli-project.js";
import { withDatabase } from "../../server.js";

buildCli();

const app = `import pg from "pg";
import { assertAtHead, upgrade } from "limbeck/runtime";
import { revisions } from "./revisions.js";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const early = await assertAtHead({ connection: pool, revisions }).catch((error) => error.code);
const { to, steps } = await upgrade({ connection: pool, revisions, waitForLock: "30s" });
await assertAtHead({ connection: pool, revisions });
await pool.end();
console.log(JSON.stringify({ early, to, steps: steps.length }));
`;

const sqlRevision = `-- words · 2026-11-21
-- revision: c
-- down-revision: b
-- upgrade
CREATE TABLE words (word text);
INSERT INTO words VALUES ('it''s \`here\`');
-- downgrade
DROP TABLE words;
`;

it("upgrades a server from one file, with nothing installed beside it", async () => {
  const project = cliProject({ ...line("a", "b"), "migrations/c.sql": sqlRevision, "app.ts": app });
  symlinkSync(builtFile(""), join(project.dir, "node_modules/limbeck"));
  symlinkSync(
    fileURLToPath(new URL("../../../node_modules/pg", import.meta.url)),
    join(project.dir, "node_modules/pg"),
  );
  expect(await project.see("bundle --check")).toContain("exit 3");
  expect(await project.see("bundle")).toBe("exit 0\n+ revisions.ts (3 revisions)");
  expect(await project.see("bundle --check")).toBe(
    "exit 0\nup to date: revisions.ts (3 revisions)",
  );

  const alone = mkdtempSync(join(tmpdir(), "limbeck-alone-"));
  try {
    const build = await rolldown({
      input: join(project.dir, "app.ts"),
      platform: "node",
      external: ["pg-native", "pg-cloudflare", "cloudflare:sockets"],
      logLevel: "silent",
    });
    const { output } = await build.write({ dir: alone, codeSplitting: false });
    await build.close();
    expect(readdirSync(alone)).toEqual(["app.js"]);
    const modules = output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
    expect(modules.filter((id) => id.endsWith("migrations/a.ts"))).toHaveLength(1);
    const heavy = /pglite\/dist|jiti|sucrase|commander|drizzle-orm|dist\/(?:commands|cli|source)\//;
    expect(modules.filter((id) => heavy.test(id))).toEqual([]);
    expect(readFileSync(join(alone, "app.js"), "utf8")).not.toContain("@electric-sql");
    mkdirSync(join(alone, "cwd"));
    await withDatabase(async (url) => {
      const { stdout, stderr } = await promisify(execFile)(
        process.execPath,
        [join(alone, "app.js")],
        {
          cwd: join(alone, "cwd"),
          env: { DATABASE_URL: url },
        },
      );
      expect(stderr).toBe("");
      expect(JSON.parse(stdout)).toEqual({ early: "not-at-head", to: ["c"], steps: 3 });
      await withConnection(url, {}, async (connection) => {
        expect(await connection.query("SELECT word FROM words")).toEqual([{ word: "it's `here`" }]);
        const rows = await connection.query("SELECT DISTINCT tool_version FROM limbeck_journal");
        expect(rows).toEqual([{ tool_version: expect.stringMatching(/^\d+\.\d+\.\d+/) }]);
      });
    });
  } finally {
    rmSync(alone, { recursive: true, force: true });
  }
});
