import { execFileSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CliProject, cliProject } from "../cli/cli-project.js";

/** A project of Alembic with two lines, one of which needs the other, and the SQL it printed. */
export const folder = fileURLToPath(new URL("./biblioteca", import.meta.url));

/** What `alembic upgrade heads --sql` printed: on a database, it is one that Alembic has made. */
export const upgradeSql = readFileSync(join(folder, "upgrade.sql"), "utf8");
export const downgradeSql = readFileSync(join(folder, "downgrade.sql"), "utf8");

/** The configuration of the project that takes it over. */
export const config = `import { defineConfig, env, sqlFiles } from "limbeck";
export default defineConfig({
  url: env("DATABASE_URL"),
  versionTable: "alembic_version",
  models: sqlFiles("./db/*.sql"),
});
`;

/** A project on the database, with Alembic's beside its own files. */
export function beside(url: string, files: Readonly<Record<string, string>> = {}): CliProject {
  const project = cliProject({
    "limbeck.config.ts": config,
    ".env": `DATABASE_URL=${url}\n`,
    "upgrade.sql": upgradeSql,
    "downgrade.sql": downgradeSql,
    ...files,
  });
  cpSync(join(folder, "alembic"), join(project.dir, "alembic"), { recursive: true });
  return project;
}

/** Runs Alembic itself, and gives what it prints. */
export function alembic(url: string, ...args: readonly string[]): string {
  return execFileSync("alembic", args, {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    env: {
      ...process.env,
      PYTHONDONTWRITEBYTECODE: "1",
      DATABASE_URL: url.replace(/^postgres(?:ql)?:/, "postgresql+psycopg2:"),
    },
  });
}

/** Whether it can be run here. */
export const hasAlembic = (() => {
  try {
    execFileSync("alembic", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();
