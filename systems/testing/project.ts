import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { upgrade } from "limbeck";
import { describe, expect, it } from "vitest";
import type { TestDatabase } from "./databases.js";
import { examine } from "./doctor.js";

const systems = fileURLToPath(new URL("..", import.meta.url));

/** A project is in order, as far as the tool can tell: one test for each database. */
export function doctorTest(system: string, skip: readonly string[] = []) {
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

/** The compose file is one, as the client reads it, and holds the service back until the database is healthy. */
export async function composeTest(system: string): Promise<void> {
  const run = promisify(execFile);
  const client = await run("docker", ["compose", "version"]).catch(() => undefined);
  const reason = client ? "" : " (skipped: there is no docker compose here)";
  describe.skipIf(!client)(`containers${reason}`, () => {
    it("compose accepts the file, and starts the service behind a healthy database", async () => {
      const { stdout } = await run("docker", ["compose", "config", "--format", "json"], {
        cwd: `${systems}/${system}`,
        env: { ...process.env, POSTGRES_PASSWORD: "secret" },
      });
      const { services } = JSON.parse(stdout) as { services: Record<string, Service> };
      const waits = Object.values(services).flatMap(({ depends_on = {} }) =>
        Object.entries(depends_on),
      );
      expect(waits.length).toBeGreaterThan(0);
      for (const [name, { condition }] of waits) {
        expect(condition).toBe("service_healthy");
        expect(services[name]?.healthcheck).toBeDefined();
      }
    });
  });
}

interface Service {
  readonly depends_on?: Record<string, { condition: string }>;
  readonly healthcheck?: object;
}
