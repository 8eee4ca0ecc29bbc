import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { current, reset, upgrade } from "limbeck";
import { afterEach, describe, expect, it, vi } from "vitest";
import { lacksBackup, withServerDatabase } from "../../testing/databases.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const head = "164cf67dea8e";
const server = process.env.DATABASE_URL ?? "";
const reason = await lacksBackup();

afterEach(() => vi.unstubAllEnvs());

it("knows its environments by their variables", async () => {
  await expect(current({ cwd, environment: "staging" })).rejects.toMatchObject({
    code: "url-missing",
    message: expect.stringContaining("STAGING_DATABASE_URL"),
  });
  vi.stubEnv("STAGING_DATABASE_URL", "pglite::memory:");
  expect(await current({ cwd, environment: "staging" })).toMatchObject({ atHead: false });
});

it("takes nothing away in prod", async () => {
  vi.stubEnv("PROD_DATABASE_URL", "pglite::memory:");
  await expect(reset({ cwd, environment: "prod", yes: true })).rejects.toMatchObject({
    code: "environment-protected",
  });
});

describe.skipIf(reason !== undefined)(
  reason ? `real server (skipped: ${reason})` : "real server",
  () => {
    it("keeps prod before it upgrades it, or leaves it alone", () =>
      withServerDatabase("memorymeet", server, async ({ url }) => {
        vi.stubEnv("PROD_DATABASE_URL", url);
        const prod = { cwd, environment: "prod" };

        const failing = mkdtempSync(join(tmpdir(), "memorymeet-"));
        writeFileSync(join(failing, "pg_dump"), "#!/bin/sh\nexit 1\n");
        chmodSync(join(failing, "pg_dump"), 0o755);
        const path = process.env.PATH ?? "";
        vi.stubEnv("PATH", `${failing}${delimiter}${path}`);
        await expect(upgrade(prod)).rejects.toMatchObject({ code: "backup-failed" });
        expect(await current(prod)).toMatchObject({ revisions: [] });
        rmSync(failing, { recursive: true });

        vi.stubEnv("PATH", path);
        const done = await upgrade(prod);
        expect(done.to).toEqual([head]);
        const backup = join(cwd, done.backup?.file ?? "no backup");
        expect(statSync(backup).size).toBeGreaterThan(0);
        rmSync(backup);
      }));
  },
);
