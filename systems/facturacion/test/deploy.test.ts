import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
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
  const deploy = (url: string, backups: string, health: string) =>
    promisify(execFile)("./deploy.sh", {
      cwd,
      env: {
        ...process.env,
        PATH: `${programs}${delimiter}${process.env.PATH}`,
        DATABASE_URL: url,
        BACKUP_DIR: backups,
        HEALTH_URL: health,
      },
    });
  const standing = async (url: string) =>
    (await current({ cwd, url })).revisions.map(({ revision }) => revision);

  it("a deployment backs up, upgrades, and asks for health", () =>
    withServerDatabase("facturacion", process.env.DATABASE_URL ?? "", async ({ url }) => {
      const backups = mkdtempSync(join(tmpdir(), "facturacion-backup-"));
      const { db, close } = connect(url);
      const service = serve({ fetch: createApp(db, ["0001"]).fetch, port: 0 });
      try {
        const { port } = service.address() as AddressInfo;
        const { stdout } = await deploy(url, backups, `http://localhost:${port}/health`);
        expect(stdout).toContain("upgraded base → 0001");
        expect(stdout).toContain('"healthy":true');
        expect(readdirSync(backups)).toEqual([expect.stringMatching(/^facturacion-[\d-]+\.dump$/)]);
      } finally {
        service.close();
        await close();
        rmSync(backups, { recursive: true, force: true });
      }
    }));

  it("a deployment without a backup changes nothing", () =>
    withServerDatabase("facturacion", process.env.DATABASE_URL ?? "", async ({ url }) => {
      const nowhere = join(tmpdir(), "no", "such", "folder");
      await expect(deploy(url, nowhere, "http://localhost:1/health")).rejects.toMatchObject({
        code: 1,
      });
      expect(await standing(url)).toEqual([]);
    }));
});
