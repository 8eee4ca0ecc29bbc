import { execFile, execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { connect, createServer } from "node:net";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import type { InitReport, ListedTemplate } from "../../src/index.js";
import { withDatabase } from "../server.js";
import { buildCli, builtFile } from "./built-cli.js";
import { cliProject, line } from "./cli-project.js";

buildCli();

const yaml = createRequire(import.meta.url)("js-yaml") as { load(text: string): unknown };
const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** A folder with nothing of ours in it but what is given. */
function folder(files: Readonly<Record<string, string>> = {}) {
  const project = cliProject({ "package.json": "{}\n", ...files });
  if (!("limbeck.config.ts" in files)) rmSync(join(project.dir, "limbeck.config.ts"));
  const read = (file: string) => readFileSync(join(project.dir, file), "utf8");
  symlinkSync(builtFile(""), join(project.dir, "node_modules/limbeck"));
  mkdirSync(join(project.dir, "node_modules/.bin"));
  symlinkSync(builtFile("bin/limbeck.js"), join(project.dir, "node_modules/.bin/limbeck"));
  return { ...project, read };
}

const all = "init --with docker,github,tests";

describe("init --with", () => {
  test("adds to a new project", async () => {
    const project = folder();
    expect(await project.see(all)).toMatchInlineSnapshot(`
      "exit 0
      + limbeck.config.ts
      + .gitignore
      + Dockerfile
      + entrypoint.sh
      + compose.yaml
      + .dockerignore
      + .github/workflows/migrations.yml
      + test/migrations.test.mjs
        migrations/package.json is here already

      No models found. Write your tables to match ./src/models/*.ts, or change \`models\` in limbeck.config.ts.
      Then: limbeck generate create tables, and limbeck upgrade.
      Try: docker compose up --build
      Try: limbeck ci --base main
      Try: node --test test/migrations.test.mjs"
    `);
    expect(project.read("Dockerfile")).toMatchInlineSnapshot(`
      "FROM node:22-slim AS build
      WORKDIR /app
      COPY . .
      RUN npm install
      # The container upgrades the database when it starts: limbeck has to be among the dependencies.
      RUN npm prune --omit=dev

      FROM node:22-slim
      ENV NODE_ENV=production PATH=/app/node_modules/.bin:$PATH
      WORKDIR /app
      COPY --from=build --chown=node:node /app /app
      USER node
      EXPOSE 3000
      ENTRYPOINT ["./entrypoint.sh"]
      CMD ["npm", "start"]
      "
    `);
    for (const file of ["Dockerfile", "entrypoint.sh", "compose.yaml"])
      expect(project.read(file)).not.toMatch(/%\w+%/);
  });

  test("adds to one that is there, and overwrites nothing, whatever it is called", async () => {
    const mine = "services: {}\n";
    const project = folder({
      "limbeck.config.ts": "export default {};\n",
      "docker-compose.yml": mine,
      Dockerfile: "FROM scratch\n",
    });
    expect(await project.see("init --with docker")).toMatchInlineSnapshot(`
      "exit 0
      + entrypoint.sh
      + .dockerignore
        limbeck.config.ts is here already
        Dockerfile is here already
        docker-compose.yml is here already

      Try: docker compose up --build"
    `);
    expect(project.read("docker-compose.yml")).toBe(mine);
    expect(project.read("Dockerfile")).toBe("FROM scratch\n");
    const again = await project.json<InitReport>("init --with docker");
    expect(again.written).toEqual([]);
    expect(await project.fails("init --with docker --template sql")).toContain("config-exists");
    expect(await project.fails("init --with docker,helm")).toContain(
      "there is nothing called helm to add",
    );
  });

  test("looks at how the application is built, started and tested", async () => {
    const project = folder({
      "package.json": JSON.stringify({
        scripts: { build: "tsc", start: "node dist/main.js" },
        devDependencies: { vitest: "^4.0.0" },
      }),
      "pnpm-lock.yaml": "",
      "tests/other.test.ts": "",
    });
    const { written, next } = await project.json<InitReport>(all);
    expect(written).toContain("tests/migrations.test.ts");
    expect(next).toContain("npx vitest run tests/migrations.test.ts");
    const image = project.read("Dockerfile");
    expect(image).toContain("RUN corepack enable && pnpm install --frozen-lockfile\n");
    expect(image).toContain("RUN pnpm run build\n");
    expect(image).toContain('CMD ["node", "dist/main.js"]');
    expect(project.read(".github/workflows/migrations.yml")).toContain("run: pnpm exec limbeck ci");
  });

  test("puts the workflow where the repository has its root", async () => {
    const project = folder();
    execFileSync("git", ["init", "--quiet"], { cwd: project.dir });
    mkdirSync(join(project.dir, "packages/api"), { recursive: true });
    const cwd = join(project.dir, "packages/api");
    const { status } = await project.run("init --with github", { cwd });
    expect(status).toBe(0);
    const workflow = yaml.load(project.read(".github/workflows/migrations.yml"));
    expect(workflow).toMatchObject({
      jobs: { migrations: { steps: { 3: { "working-directory": "packages/api" } } } },
    });
  });

  test("is listed with the templates", async () => {
    const list = await folder().json<ListedTemplate[]>("list-templates");
    expect(list.map(({ option, name }) => `${option} ${name}`)).toEqual([
      "--template drizzle",
      "--template sql",
      "--template plain",
      "--with docker",
      "--with github",
      "--with tests",
    ]);
  });
});

describe("what is added", () => {
  test("is YAML, and a shell script that can be executed", async () => {
    const project = folder();
    await project.run(all);
    const compose = yaml.load(project.read("compose.yaml"));
    expect(compose).toMatchObject({
      services: { app: { depends_on: { postgres: { condition: "service_healthy" } } } },
    });
    const workflow = yaml.load(project.read(".github/workflows/migrations.yml"));
    expect(JSON.stringify(workflow)).toContain("npx limbeck ci --base");
    execFileSync("sh", ["-n", "entrypoint.sh"], { cwd: project.dir });
    expect(statSync(join(project.dir, "entrypoint.sh")).mode & 0o111).toBe(0o111);
    // The doctor knows what belongs into a project.
    const { out } = await project.run([
      "doctor",
      ...["project", "graph", "round trip", "database"].flatMap((part) => ["--skip", part]),
      "--json",
    ]);
    const { sections } = JSON.parse(out) as {
      sections: { title: string; checks: { id: string; status: string }[] }[];
    };
    const deployment = sections.find(({ title }) => title === "deployment")!.checks;
    const status = (id: string) => deployment.find((check) => check.id === id)?.status;
    expect(["dockerfile", "entrypoint", "compose", "ci", "tests"].map(status)).toEqual(
      Array(5).fill("ok"),
    );
  });

  test.each([
    ["node:test", {}, ["--test", "--test-reporter=tap", "test/migrations.test.mjs"]],
    [
      "vitest",
      { devDependencies: { vitest: "^4.0.0" } },
      [join(modules, "vitest/vitest.mjs"), "run", "test/migrations.test.ts"],
    ],
  ] as const)("has tests that pass with %s", async (_, manifest, args) => {
    const project = folder({
      ...line("a", "b"),
      "package.json": JSON.stringify(manifest),
      "db/a.sql": "CREATE TABLE a (id bigint); CREATE TABLE b (id bigint);",
    });
    symlinkSync(join(modules, "vitest"), join(project.dir, "node_modules/vitest"));
    await project.run(["init", "--models", "./db/*.sql", "--with", "tests"]);
    const { NODE_OPTIONS, VITEST, VITEST_WORKER_ID, VITEST_POOL_ID, NODE_TEST_CONTEXT, ...env } =
      process.env;
    const { stdout } = await promisify(execFile)(process.execPath, [...args], {
      cwd: project.dir,
      env: { ...env, NO_COLOR: "1" },
    });
    expect(stdout).toMatch(/# pass 6\n|Tests {2}6 passed/);
  });

  test("starts the service behind the upgrade, on a server that is late", () =>
    withDatabase(async (url) => {
      const project = folder(line("a"));
      await project.run("init --with docker --template plain");
      const late = new URL(url);
      const server = Number(late.port);
      const gate = createServer((from) => {
        const to = connect(server, "localhost");
        from.pipe(to).pipe(from);
        for (const end of [from, to]) end.on("error", () => {});
      });
      // A port that is free, for a server that is not there yet.
      await new Promise<void>((done) => gate.listen(0, "localhost", done));
      const { port } = gate.address() as { port: number };
      await new Promise((done) => gate.close(done));
      late.port = String(port);
      const path = [join(project.dir, "node_modules/.bin"), process.env.PATH].join(delimiter);
      const child = spawn("./entrypoint.sh", ["echo", "the service"], {
        cwd: project.dir,
        env: { ...process.env, NODE_ENV: "production", DATABASE_URL: late.href, PATH: path },
      });
      let out = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (text) => {
          out += text;
        });
      const ended = new Promise((done) => child.on("close", done));
      await new Promise((done) => setTimeout(done, 1_500));
      expect(out).not.toContain("the service");
      await new Promise<void>((done) => gate.listen(port, "localhost", done));
      expect(await ended, out).toBe(0);
      gate.close();
      expect(out).toMatch(/upgraded base → a[\s\S]*\nthe service\n$/);
      await withConnection(url, {}, async (connection) =>
        expect(await connection.query("SELECT * FROM limbeck_version")).toHaveLength(1),
      );
    }));

  test("starts no service where a migration fails", () =>
    withDatabase(async (url) => {
      const project = folder({
        ...line("a"),
        "migrations/a.ts": line("a")["migrations/a.ts"]!.replace("bigint", "nonsense"),
      });
      await project.run("init --with docker --template plain");
      const path = [join(project.dir, "node_modules/.bin"), process.env.PATH].join(delimiter);
      const env = { ...process.env, DATABASE_URL: url, PATH: path };
      const run = promisify(execFile)("./entrypoint.sh", ["echo", "the service"], {
        cwd: project.dir,
        env,
      });
      const failed = await run.then(
        () => undefined,
        (error: { code: number; stdout: string }) => error,
      );
      expect(failed?.code).toBe(1);
      expect(failed?.stdout).not.toContain("the service");
    }));
});
