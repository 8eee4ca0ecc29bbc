import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { bundle, init, revision } from "../../src/commands/index.js";
import { openProject } from "../../src/commands/project/project.js";
import { modelSources } from "../../src/commands/workbench/cache-keys.js";
import { loadRevision } from "../../src/script/index.js";
import { loadModels } from "../../src/source/index.js";
import { buildCli, builtFile } from "../cli/built-cli.js";
import { addFiles, projectFolder } from "../script/project-folder.js";
import { type Layout, layouts } from "./layouts.js";

buildCli({ types: true });

const root = fileURLToPath(new URL("../..", import.meta.url));
const app = `import { type AppRevision, folder, upgrade } from "limbeck/runtime";
import { migrationTests } from "limbeck/testing";
export const start = (pool: { query: unknown }) =>
  upgrade({ connection: pool, revisions: folder("./dist/migrations"), waitForLock: "60s" });
export const one: AppRevision = { revision: "a", downRevision: null, upgrade: (op) => op.dropTable("a") };
export const tests = () => migrationTests({ skip: ["all-models"] });
`;

describe.each(layouts.map((layout) => [layout.name, layout] as const))("%s", (_, layout) => {
  it("is set up by init, its models load, and its own compiler accepts the revisions", async () => {
    const folder = projectFolder(layout.files);
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(builtFile(""), join(folder, "node_modules/limbeck"));
    symlinkSync(join(root, "node_modules/drizzle-orm"), join(folder, "node_modules/drizzle-orm"));
    const cwd = join(folder, layout.app ?? "");
    const report = await init({ cwd });
    expect(report.modelsFound).toBe(true);
    expect(report.written).toEqual(expect.arrayContaining([...(layout.written ?? [])]));

    const project = await openProject({ cwd });
    const context = { baseDir: project.dir, targetSchema: "public" };
    const models = await loadModels(modelSources(project), context);
    const defined = models.statements.map((statement) => statement.defines);
    expect(defined.filter((name) => name?.startsWith("table "))).toEqual(["table vales"]);

    await revision({ cwd, message: "first", revisionId: "001" });
    const file = readdirSync(join(cwd, "migrations")).find((name) => name.endsWith(".ts"));
    expect((await loadRevision(join(cwd, "migrations", file!))).header.id).toBe("001");
    await bundle({ cwd });
    addFiles(cwd, { "src/start.ts": app });
    expect(await compilerSays(cwd, layout)).toBe("");
  });
});

it("declares everything without the types of Node, or of anything else", async () => {
  const paths = ["limbeck", "limbeck/drizzle", "limbeck/runtime", "limbeck/testing"];
  const compilerOptions = { strict: true, module: "nodenext", target: "es2022", types: [] };
  const folder = projectFolder({
    "package.json": '{ "type": "module" }',
    "tsconfig.json": JSON.stringify({
      compilerOptions: { ...compilerOptions, skipLibCheck: false },
    }),
    "all.ts": paths.map((path, i) => `export * as part${i} from "${path}";\n`).join(""),
  });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(builtFile(""), join(folder, "node_modules/limbeck"));
  expect(await compilerSays(folder, {})).toBe("");
});

async function compilerSays(
  cwd: string,
  { typescript }: Pick<Layout, "typescript">,
): Promise<string> {
  const compiler = compilerOf(typescript);
  try {
    await promisify(execFile)(process.execPath, [compiler, "-p", cwd, "--noEmit"], { cwd });
    return "";
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

/** Of the project's own, 7; or the 5 that a tool brings along. */
function compilerOf(major: 5 | undefined): string {
  const near = createRequire(import.meta.url);
  const from = major === 5 ? createRequire(near.resolve("@arethetypeswrong/core")) : near;
  const manifest = from.resolve("typescript/package.json");
  expect(from("typescript/package.json").version).toMatch(new RegExp(`^${major ?? 7}\\.`));
  return join(dirname(manifest), "bin/tsc");
}
