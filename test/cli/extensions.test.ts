import { describe, expect, it } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import { withDatabase } from "../server.js";
import { cliProject } from "./cli-project.js";

describe("what an extension brings along", () => {
  const folder = cliProject({ "none.sql": "CREATE EXTENSION citext;" });
  folder.remove("limbeck.config.ts");

  it("is no difference until somebody says something of it", () =>
    withDatabase(async (url) => {
      await withConnection(url, {}, (connection) =>
        connection.script("CREATE EXTENSION citext VERSION '1.4'"),
      );
      const [own] = await withConnection(url, {}, (connection) =>
        connection.query<{ comment: string }>(
          "SELECT comment FROM pg_available_extensions WHERE name = 'citext'",
        ),
      );
      folder.write({
        "as-dumped.sql": `CREATE EXTENSION citext; COMMENT ON EXTENSION citext IS '${own!.comment}';`,
        "same.sql": "CREATE EXTENSION citext VERSION '1.4';",
        "newer.sql": "CREATE EXTENSION citext VERSION '1.5';",
        "told.sql": "CREATE EXTENSION citext; COMMENT ON EXTENSION citext IS 'Mail';",
      });
      for (const file of ["none.sql", "as-dumped.sql", "same.sql"]) {
        expect(await folder.see(`diff ${url} ${file} -q`)).toBe("exit 0");
        expect(await folder.see(`diff ${file} ${url} -q`)).toBe("exit 0");
      }
      expect(await folder.see(`diff ${url} newer.sql -q`)).toBe(
        'exit 3\nALTER EXTENSION citext UPDATE TO "1.5";',
      );
      expect(await folder.see(`diff ${url} told.sql --ts -q`)).toBe(
        'exit 3\nop.alterExtension("citext", { comment: "Mail" });',
      );
      expect(await folder.see(`diff told.sql ${url} --ts -q`)).toBe(
        `exit 3\nop.alterExtension("citext", { comment: ${JSON.stringify(own!.comment)} });`,
      );
      folder.write({
        "moved.sql": "CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext;",
      });
      expect(await folder.see(`diff ${url} moved.sql -q`)).toBe(
        "exit 3\nCREATE SCHEMA ext;\nALTER EXTENSION citext SET SCHEMA ext;",
      );
      expect(await folder.see(`dump ${url} -q`)).toBe("exit 0\nCREATE EXTENSION citext;");
    }));

  it("goes on to the server's default version, and back by way of text", async () => {
    folder.write({
      "old.sql": "CREATE EXTENSION hstore VERSION '1.4'; CREATE TABLE t (a hstore);",
      "new.sql": "CREATE EXTENSION hstore; CREATE TABLE t (a hstore);",
    });
    expect(await folder.see("diff old.sql new.sql --ts -q")).toBe(
      'exit 3\nop.alterExtension("hstore", { version: null });',
    );
    expect(await folder.see("diff new.sql old.sql -q")).toMatchInlineSnapshot(`
      "exit 3
      ALTER TABLE t ALTER COLUMN a TYPE text USING a::text;
      DROP EXTENSION hstore;
      CREATE EXTENSION hstore VERSION "1.4";
      ALTER TABLE t ALTER COLUMN a TYPE hstore USING a::hstore;"
    `);
  });

  it("says what to do where the throwaway database has other versions", async () => {
    folder.write({ "future.sql": "CREATE EXTENSION citext VERSION '99';" });
    expect(await folder.fails("dump future.sql")).toMatchInlineSnapshot(`
      "exit 1
      ! error future.sql:1: extension "citext" has no installation script nor update path for version "99"
      !   CREATE EXTENSION citext VERSION '99'
      !   → The throwaway database has citext in other versions. Leave the version out, or name a server that has it, in limbeck.config.ts: scratch: { url: env("SCRATCH_URL") }
      !   models-invalid"
    `);
  });
});
