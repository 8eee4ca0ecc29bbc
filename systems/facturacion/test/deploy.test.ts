import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serve } from "@hono/node-server";
import { current } from "limbeck";
import { describe, expect, it } from "vitest";
import { lacksBackup, withServerDatabase } from "../../testing/databases.js";
import { createApp } from "../src/app.js";
import { connect } from "../src/database.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const programs = fileURLToPath(new URL("../../../node_modules/.bin", import.meta.url));
const reason = await lacksBackup();

describe.skipIf(reason !== undefined)(reason ? `deploy (skipped: ${reason})` : "deploy", () => {
  const deploy = (url: string, health: string, before: string[] = []) =>
    promisify(execFile)("./deploy.sh", {
      cwd,
      env: {
        ...process.env,
        PATH: [...before, programs, process.env.PATH].join(delimiter),
        DATABASE_URL: url,
        HEALTH_URL: health,
      },
    });
  const standing = async (url: string) =>
    (await current({ cwd, url })).revisions.map(({ revision }) => revision);

  it("a deployment backs up, upgrades, and asks for health", () =>
    withServerDatabase("facturacion", process.env.DATABASE_URL ?? "", async ({ url }) => {
      const { db, close } = connect(url);
      const service = serve({ fetch: createApp(db, ["0001"]).fetch, port: 0 });
      try {
        const { port } = service.address() as AddressInfo;
        const { stdout } = await deploy(url, `http://localhost:${port}/health`);
        expect(stdout).toContain("upgraded base → 0001");
        expect(stdout).toContain('"healthy":true');
        const backup = join(cwd, /\S+\.dump/.exec(stdout)?.[0] ?? "no backup");
        expect(statSync(backup).size).toBeGreaterThan(0);
        rmSync(backup);
      } finally {
        service.close();
        await close();
      }
    }));

  it("a deployment without a backup changes nothing", () =>
    withServerDatabase("facturacion", process.env.DATABASE_URL ?? "", async ({ url }) => {
      const failing = mkdtempSync(join(tmpdir(), "facturacion-"));
      writeFileSync(join(failing, "pg_dump"), "#!/bin/sh\necho no space left >&2\nexit 1\n");
      chmodSync(join(failing, "pg_dump"), 0o755);
      await expect(deploy(url, "http://localhost:1/health", [failing])).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining("no space left"),
      });
      rmSync(failing, { recursive: true });
      expect(await standing(url)).toEqual([]);
    }));
});
