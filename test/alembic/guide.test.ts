import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import { consoleProject, play } from "../docs/console.js";
import { readPage, root } from "../docs/page.js";
import { withDatabase } from "../server.js";
import { downgradeSql, folder, upgradeSql } from "./biblioteca.js";

// Throwaway databases on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const page = readPage("docs/alembic.md");

it("docs/alembic.md: from a database that Alembic made to one that goes on here", () =>
  withDatabase(async (url) => {
    await withConnection(url, {}, (connection) => connection.script(upgradeSql));
    const files = { "upgrade.sql": upgradeSql, "downgrade.sql": downgradeSql };
    const project = consoleProject(files);
    cpSync(join(folder, "alembic"), join(project.dir, "alembic"), { recursive: true });
    process.env.DATABASE_URL = url;
    try {
      const { text, ran } = await play(page, project);
      expect(ran.filter(({ status }) => status !== 0)).toEqual([]);
      if (process.env.LIMBECK_WRITE_DOCS === "1") writeFileSync(join(root, page.name), text);
      else expect(page.text).toBe(text);
    } finally {
      delete process.env.DATABASE_URL;
      project.remove();
    }
  }));
