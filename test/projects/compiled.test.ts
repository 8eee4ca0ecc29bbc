import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { init } from "../../src/commands/index.js";
import { buildCli, builtFile } from "../cli/built-cli.js";
import { line } from "../cli/cli-project.js";
import { addFiles, projectFolder } from "../script/project-folder.js";
import { withDatabase } from "../server.js";

buildCli({ types: true });

const root = fileURLToPath(new URL("../..", import.meta.url));
const node = (cwd: string, args: readonly string[], env = {}) =>
  promisify(execFile)(process.execPath, [...args], { cwd, env: { ...process.env, ...env } });

const main = (here: string) => `import { join } from "node:path";
import pg from "pg";
import { folder, upgrade } from "limbeck/runtime";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
upgrade({ connection: pool, revisions: folder(join(${here}, "migrations")) })
  .then(({ to }) => console.log(to.join()))
  .catch((error) => console.log(error.code, error.hint))
  .finally(() => pool.end());
`;

// What `tsc` makes of an application and of the revisions in it, run by node alone.
it.each([
  ["CommonJS", "commonjs", "__dirname"],
  ["ES modules", "module", "import.meta.dirname"],
])(
  "an application in %s upgrades from the revisions it was compiled with",
  async (_, type, here) => {
    const revisions = Object.entries(line("a", "b")).map(([name, text]) => [`src/${name}`, text]);
    const cwd = projectFolder({
      "package.json": JSON.stringify({ type }),
      "tsconfig.json": JSON.stringify({
        compilerOptions: {
          strict: true,
          skipLibCheck: true,
          module: "nodenext",
          target: "es2022",
          types: ["node"],
          rootDir: "src",
          outDir: "dist",
        },
        include: ["src"],
      }),
      "src/schema.ts": "export {};\n",
      "src/main.ts": main(here),
    });
    await init({ cwd, directory: "src/migrations" });
    addFiles(cwd, Object.fromEntries(revisions));
    mkdirSync(join(cwd, "node_modules"));
    symlinkSync(builtFile(""), join(cwd, "node_modules/limbeck"));
    for (const name of ["pg", "@types"])
      symlinkSync(join(root, "node_modules", name), join(cwd, "node_modules", name));
    await node(cwd, [join(root, "node_modules/typescript/bin/tsc"), "-p", cwd]);
    await withDatabase(async (url) => {
      const run = async () => (await node(cwd, ["dist/main.js"], { DATABASE_URL: url })).stdout;
      if (type === "commonjs") {
        // Revisions are ES modules; what says so is not compiled, and has to be copied.
        const said = /^script-failed .*\n {2}cp .*package\.json dist\/migrations\/\n/;
        expect(await run()).toMatch(said);
        const manifest = "migrations/package.json";
        copyFileSync(join(cwd, "src", manifest), join(cwd, "dist", manifest));
      }
      expect(await run()).toBe("b\n");
    });
  },
);
