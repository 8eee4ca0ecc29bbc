import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { editedRevisions } from "../../src/commands/database/edited-revisions.js";
import { openProject, withDatabase as withProject } from "../../src/commands/project/project.js";
import { withConnection } from "../../src/driver/engines.js";
import { checksum } from "../../src/script/index.js";
import { withDatabase } from "../server.js";
import { cliProject, line } from "./cli-project.js";

// Throwaway databases on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const files = line("a", "b", "c");
const a = "migrations/a.ts";
const counting = `${files[a]}\nglobalThis.limbeckTestLoads = (globalThis.limbeckTestLoads ?? 0) + 1;\n`;
const loads = () => (globalThis as { limbeckTestLoads?: number }).limbeckTestLoads;

describe("the text of a file, in the journal", () => {
  it("tells that nothing was edited, whatever its line ends are, and without loading it", () =>
    withDatabase(async (url) => {
      const { see, write, dir } = cliProject({ ...files, [a]: counting });
      const at = `--url ${url}`;
      const query = (sql: string) => withConnection(url, {}, (connection) => connection.query(sql));
      expect(await see(`upgrade b -q ${at}`)).toContain("exit 0");
      expect(
        await query("SELECT revision, file_checksum FROM limbeck_journal ORDER BY id"),
      ).toEqual(
        ["a", "b"].map((id) => ({
          revision: id,
          file_checksum: checksum(readFileSync(join(dir, `migrations/${id}.ts`), "utf8")),
        })),
      );

      const edited = async () => {
        const project = await openProject({ cwd: dir, url });
        const graph = await project.graph();
        return withProject(project, (connection) => editedRevisions(connection, project, graph));
      };
      const before = loads();
      write({ [a]: `\uFEFF${counting.replaceAll("\n", "\r\n")}` });
      expect(await edited()).toEqual([]);
      expect(loads()).toBe(before);
      write({ [a]: `// in other words\n${counting}` });
      expect(await edited()).toEqual([]);
      expect(loads()).toBe(before! + 1);

      write({ [a]: counting.replace('"bigint"', '"integer"') });
      expect(await edited()).toMatchObject([{ revision: "a" }]);
      write({ [a]: counting });

      // As an earlier version made it.
      await query("ALTER TABLE limbeck_journal DROP COLUMN file_checksum");
      expect(await edited()).toEqual([]);
      expect(await see(`upgrade -q ${at}`)).toContain("exit 0");
      expect(
        await query("SELECT revision FROM limbeck_journal WHERE file_checksum IS NOT NULL"),
      ).toEqual([{ revision: "c" }]);
    }));
});
