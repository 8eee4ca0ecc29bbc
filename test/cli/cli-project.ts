import { rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { runCli } from "../../src/cli/run-cli.js";
import type { Terminal } from "../../src/cli/terminal.js";
import { addFiles, projectFolder } from "../script/project-folder.js";

// One booted template for all tests, and none of the surroundings' settings.
process.env.LIMBECK_CACHE = join(tmpdir(), "limbeck-test-cache");
for (const name of ["CI", "NODE_ENV", "DATABASE_URL", "PGPASSWORD", "PGHOST"])
  delete process.env[name];

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export interface CliProject {
  readonly dir: string;
  /** Adds or replaces files. */
  write(files: Readonly<Record<string, string>>): void;
  /** Takes a file away. */
  remove(file: string): void;
  /** Runs a command line in this process, in the project's folder. */
  run(line: string | readonly string[], terminal?: Partial<Terminal>): Promise<Ran>;
  /** As `run`; gives exit status and all output as one text, with what varies replaced. */
  see(line: string | readonly string[], terminal?: Partial<Terminal>): Promise<string>;
  /** As `see` for what fails, checked as text and as JSON: no stack, one document, same message. */
  fails(line: string | readonly string[]): Promise<string>;
  /** The one JSON document a command prints. */
  json<T>(line: string | readonly string[]): Promise<T>;
}

/** The configuration that most tests use: models in SQL, an embedded database. */
export const sqlConfig = `import { defineConfig, env, sqlFiles } from "limbeck";
export default defineConfig({
  url: env("DATABASE_URL", { development: "pglite:.limbeck/db" }),
  models: sqlFiles("./db/*.sql"),
});
`;

/** A project in a folder of its own, gone after the tests. */
export function cliProject(files: Readonly<Record<string, string>> = {}): CliProject {
  const dir = projectFolder({
    "package.json": '{ "type": "module" }\n',
    "limbeck.config.ts": sqlConfig,
    "migrations/package.json": '{ "type": "module" }\n',
    "node_modules/README": "",
    ...files,
  });
  for (const name of ["drizzle-orm"])
    symlinkSync(
      fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url)),
      join(dir, "node_modules", name),
    );
  const run: CliProject["run"] = async (line, terminal = {}) => {
    let out = "";
    let err = "";
    process.chdir(dir);
    const status = await runCli(words(line), {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      interactive: false,
      color: false,
      width: 80,
      cwd: dir,
      signal: new AbortController().signal,
      ...terminal,
    });
    return { status, out, err };
  };
  const see: CliProject["see"] = async (line, terminal) => shown(await run(line, terminal), dir);
  return {
    dir,
    write: (more) => addFiles(dir, more),
    remove: (file) => rmSync(join(dir, file)),
    run,
    see,
    async fails(line) {
      const text = await run(line);
      expect(text.status, text.out).not.toBe(0);
      expect(text.err).toMatch(/^error /m);
      expect(text.out + text.err, "a stack trace").not.toMatch(stackLine);
      const json = await run([...words(line), "--json"]);
      expect(json.err).toBe("");
      expect(json.status).toBe(text.status);
      const { error } = JSON.parse(json.out) as { error: { code: string; message: string } };
      const anyTime = (said: string) => said.replace(/\d+/g, "0");
      expect(anyTime(text.err)).toContain(anyTime(error.message));
      expect(text.err).toContain(`\n  ${error.code}`);
      expect(json.out, "a stack trace").not.toMatch(stackLine);
      return shown(text, dir);
    },
    async json(line) {
      const { out, err } = await run([...words(line), "--json"]);
      expect(err).toBe("");
      return JSON.parse(out);
    },
  };
}

const stackLine = /^\s+at .+:\d+:\d+\)?$/m;

export function words(line: string | readonly string[]): readonly string[] {
  return typeof line === "string" ? line.split(/\s+/).filter((word) => word !== "") : line;
}

/** Status and output with what differs from run to run replaced; lines of stderr begin with `!`. */
export function shown({ status, out, err }: Ran, dir: string): string {
  const errors = err
    .trimEnd()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => `! ${line}`);
  const text = [`exit ${status}`, out.trimEnd(), ...errors]
    .filter((part) => part !== "")
    .join("\n");
  return text
    .replaceAll(dir, "DIR")
    .replace(/\b[0-9a-f]{12}\b/g, "ID")
    .replace(/\b\d+(\.\d+)? (?:ms|s)\b/g, "TIME")
    .replace(/\d{4}-\d\d-\d\d/g, "DATE")
    .replace(/localhost:\d+/g, "localhost:PORT")
    .replace(/limbeck_test_[0-9a-f]+/g, "DATABASE");
}

/** A revision file in TypeScript. */
export function revisionFile(
  id: string,
  down: string | readonly string[] | null,
  upgrade: string,
  downgrade: string | null = "",
): string {
  return [
    `// ${id.replaceAll("_", " ")} · 2026-11-21`,
    'import { type Operations, sql } from "limbeck";',
    "",
    `export const revision = ${JSON.stringify(id)};`,
    `export const downRevision = ${JSON.stringify(down)};`,
    "",
    `export function upgrade(op: Operations) {\n  ${upgrade}\n}`,
    ...(downgrade === null
      ? []
      : ["", `export function downgrade(op: Operations) {\n  ${downgrade}\n}`]),
    "",
  ].join("\n");
}

/** `migrations/a.ts` … for a line of revisions, each with a table of its name. */
export function line(...ids: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    ids.map((id, at) => [
      `migrations/${id}.ts`,
      revisionFile(
        id,
        ids[at - 1] ?? null,
        `op.createTable("${id}", { columns: { id: { type: "bigint" } } });`,
        `op.dropTable("${id}");`,
      ),
    ]),
  );
}
