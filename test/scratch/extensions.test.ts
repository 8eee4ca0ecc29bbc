import { describe, expect, it } from "vitest";
import { openScratch, replay } from "../../src/scratch/index.js";

describe("an embedded scratch", () => {
  it("has empty extensions in place of those that PGlite lacks", async () => {
    const scratch = await openScratch({ extensions: ["citext", "pg_cron"], baseDir: "." });
    try {
      const { connection } = scratch;
      expect(connection.emptyExtensions).toEqual(["pg_cron"]);
      await connection.script(`CREATE SCHEMA jobs; CREATE EXTENSION pg_cron SCHEMA jobs;
        CREATE EXTENSION citext; CREATE TABLE t (mail citext); DROP EXTENSION pg_cron`);

      const schedule = {
        revision: "one",
        run: (op: never) => use(op).execute("SELECT cron.now()"),
      };
      await expect(replay(connection, [schedule], "public")).rejects.toMatchObject({
        code: "replay-failed",
        hint: expect.stringMatching(
          /no extension pg_cron[\s\S]*scratch: { url: env\("SCRATCH_URL"\) }/,
        ),
      });
    } finally {
      await scratch.close();
    }
  });
});

function use(op: unknown) {
  return op as { execute(sql: string): void };
}
