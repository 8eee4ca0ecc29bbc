import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { dump, upgrade } from "limbeck";
import { describe, expect, it } from "vitest";
import type { TestDatabase } from "./databases.js";
import { examine } from "./doctor.js";

const systems = fileURLToPath(new URL("..", import.meta.url));
const programs = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));
const run = promisify(execFile);
const yaml = createRequire(import.meta.url)("js-yaml") as { load(text: string): unknown };

/** A project is in order, and comes out of its database again: on each database. */
export function projectTests(system: string, skip: readonly string[] = []) {
  return (database: TestDatabase): void => {
    doctorTest(system, skip)(database);
    scaffoldTest(system)(database);
  };
}

/** A project is in order, as far as the tool can tell. */
function doctorTest(system: string, skip: readonly string[] = []) {
  return (database: TestDatabase): void => {
    it("doctor finds nothing wrong", { timeout: 300_000 }, async () => {
      const cwd = `${systems}/${system}`;
      await upgrade({ cwd, url: database.url });
      const checks = await examine(cwd, database.url, skip);
      const failed = Object.values(checks).filter(({ status }) => status === "failed");
      expect(failed).toEqual([]);
      for (const id of ["models-match", "up-down", "at-head", "edited", "drift"])
        expect(checks[id]).toMatchObject({ id, status: "ok" });
    });
  };
}

/** Models out of the live database: in Drizzle, compiled, with SQL for the rest. */
export function scaffoldTest(system: string) {
  return (database: TestDatabase): void => {
    const here = database.url.startsWith("pglite:");
    const left = here && process.env.SYSTEMS !== "all";
    describe.skipIf(left)(left ? "models (skipped: npm run systems runs it)" : "models", () => {
      it("its database becomes models again, which compile and are equal", {
        timeout: 300_000,
      }, async () => {
        const cwd = `${systems}/${system}`;
        const folder = `.limbeck/scaffolded-${here ? "embedded" : "server"}`;
        rmSync(`${cwd}/${folder}`, { recursive: true, force: true });
        await upgrade({ cwd, url: database.url });
        const what = { what: "database", models: folder, as: "drizzle" } as const;
        const { models } = await dump({ cwd, url: database.url, ...what });
        expect(models?.differences).toEqual([]);
        const written = models?.files.filter((file) => file.endsWith(".ts")) ?? [];
        expect(written).toHaveLength(1);
        const rules = ["--noEmit", "--strict", "--noUnusedLocals", "--skipLibCheck"];
        const target = ["--ignoreConfig", "--module", "nodenext", "--target", "es2022"];
        await run(`${programs}/tsc`, [...rules, ...target, ...written], { cwd });
      });
    });
  };
}

/**
 * The compose file holds the service back until the database is healthy; where there is a client,
 * as that reads it too.
 */
export async function composeTest(system: string): Promise<void> {
  const cwd = `${systems}/${system}`;
  it("compose starts the service behind a healthy database", () => {
    holdsBack(yaml.load(readFileSync(`${cwd}/docker-compose.yml`, "utf8")) as Compose);
  });
  const client = await run("docker", ["compose", "version"]).catch(() => undefined);
  const reason = client ? "" : " (skipped: there is no docker compose here)";
  describe.skipIf(!client)(`containers${reason}`, () => {
    it("compose accepts the file", async () => {
      const { stdout } = await run("docker", ["compose", "config", "--format", "json"], {
        cwd,
        env: { ...process.env, POSTGRES_PASSWORD: "secret" },
      });
      holdsBack(JSON.parse(stdout) as Compose);
    });
  });
}

/** Whatever a service waits for has a check of its health, and the one that is built here waits. */
function holdsBack({ services }: Compose): void {
  const built = Object.values(services).filter(({ build }) => build !== undefined);
  expect(built).toHaveLength(1);
  const waits = Object.entries(built[0]!.depends_on ?? {});
  expect(waits.length).toBeGreaterThan(0);
  for (const [name, { condition }] of waits) {
    expect(condition).toBe("service_healthy");
    expect(services[name]?.healthcheck?.test).toBeDefined();
  }
}

interface Compose {
  readonly services: Record<string, Service>;
}

interface Service {
  readonly build?: unknown;
  readonly depends_on?: Record<string, { condition: string }>;
  readonly healthcheck?: { readonly test?: unknown };
}
