import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { current } from "limbeck";
import { describe, expect, it } from "vitest";
import { lacks, lacksBackup, withServerDatabase } from "./databases.js";

const systems = fileURLToPath(new URL("..", import.meta.url));
const programs = join(systems, "../node_modules/.bin");

/**
 * The entrypoint of a system, as the process that a container starts, with the service that is built
 * for production behind it. Needs a real server.
 */
export async function entrypointTests(system: {
  name: string;
  head: string;
  /** What the server has to offer. */
  extension?: string;
  /** It keeps the database in BACKUP_DIR before it migrates it. */
  backup?: boolean;
}): Promise<void> {
  const folder = join(systems, system.name);
  const server = process.env.DATABASE_URL;
  const reason = await lacks(system.extension);
  const noBackup = await lacksBackup();

  describe.skipIf(reason !== undefined)(
    reason ? `entrypoint (skipped: ${reason})` : "entrypoint",
    () => {
      const onDatabase = (run: (url: URL) => Promise<void>) =>
        withServerDatabase(system.name, server ?? "", ({ url }) => run(new URL(url)));

      it("waits for a server that is late, migrates, and becomes the service", async () => {
        execFileSync(join(programs, "tsc"), ["-p", folder]);
        await onDatabase(async (url) => {
          const late = new URL(url);
          late.port = String(await freePort());
          const port = await freePort();
          const service = start(folder, { DATABASE_URL: late.href, PORT: `${port}` });
          try {
            await service.says("waiting for the database");
            await sleep(1_000);
            expect(service.output()).not.toContain("listening");
            const gate = await forward(Number(late.port), url);
            try {
              await service.says(`listening on port ${port}`);
              const answer = await fetch(`http://localhost:${port}/health`);
              expect(answer.status).toBe(200);
              expect(await answer.json()).toMatchObject({
                atHead: true,
                revisions: [system.head],
              });
              service.process.kill("SIGTERM");
              expect(await service.exit).toBe(0);
            } finally {
              gate.close();
            }
          } finally {
            service.process.kill("SIGKILL");
          }
        });
      });

      it("gives up on a server that is absent, and starts nothing", async () => {
        const absent = `postgresql://postgres@localhost:${await freePort()}/postgres`;
        const service = start(folder, { DATABASE_URL: absent, DATABASE_WAIT: "1s" });
        expect(await service.exit).toBe(1);
        expect(service.output()).toContain("could not reach localhost");
        expect(service.output()).toContain("the service is not started");
        expect(service.output()).not.toContain("listening");
      });

      it("starts nothing when a migration fails, and leaves the database where it was", async () => {
        const copy = mkdtempSync(join(tmpdir(), `${system.name}-`));
        try {
          cpSync(folder, copy, { recursive: true, filter: (path) => !path.endsWith(".limbeck") });
          writeFileSync(
            join(copy, "migrations/zzz_broken.sql"),
            `-- revision: zzz_broken\n-- down-revision: ${system.head}\n\n-- upgrade\nSELECT 1 / 0;\n`,
          );
          await onDatabase(async (url) => {
            const service = start(copy, { DATABASE_URL: url.href, PORT: "0" });
            expect(await service.exit).toBe(1);
            expect(service.output()).toContain("division by zero");
            expect(service.output()).toContain("the service is not started");
            expect(service.output()).not.toContain("listening");
            const { revisions } = await current({ cwd: folder, url: url.href });
            expect(revisions.map((entry) => entry.revision)).toEqual([system.head]);
          });
        } finally {
          rmSync(copy, { recursive: true, force: true });
        }
      });

      if (!system.backup) return;
      describe.skipIf(noBackup !== undefined)(noBackup ? `(skipped: ${noBackup})` : "", () => {
        it("keeps the database before it migrates it, or leaves it alone", async () => {
          const place = mkdtempSync(join(tmpdir(), `${system.name}-`));
          try {
            await onDatabase(async (url) => {
              const into = (BACKUP_DIR: string) =>
                start(folder, { DATABASE_URL: url.href, PORT: "0", BACKUP_DIR });
              writeFileSync(join(place, "file"), "");
              const refused = into(join(place, "file"));
              expect(await refused.exit).toBe(1);
              expect(refused.output()).toContain("backup-failed");
              expect(await current({ cwd: folder, url: url.href })).toMatchObject({
                revisions: [],
              });

              const service = into(join(place, "backups"));
              await service.says("listening");
              service.process.kill("SIGTERM");
              expect(await service.exit).toBe(0);
              expect(readdirSync(join(place, "backups"))).toHaveLength(1);
            });
          } finally {
            rmSync(place, { recursive: true, force: true });
          }
        });
      });
    },
  );
}

interface Started {
  readonly process: ChildProcess;
  /** Its status. */
  readonly exit: Promise<number | null>;
  output(): string;
  says(text: string): Promise<void>;
}

function start(cwd: string, variables: Record<string, string>): Started {
  const { CI: _, VITEST: __, ...inherited } = process.env;
  const child = spawn("./entrypoint.sh", ["node", "dist/server.js"], {
    cwd,
    env: {
      ...inherited,
      NODE_ENV: "production",
      PATH: `${programs}${delimiter}${process.env.PATH}`,
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => {
      output += text;
      child.emit("said");
    });
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => output.includes(text) && resolve();
      child.on("said", look);
      exit.then(() => reject(new Error(`it ended without saying "${text}":\n${output}`)));
      look();
    });
  return { process: child, exit, output: () => output, says };
}

/** Opens a port that leads to the server of `url`: from then on, the server is there. */
async function forward(port: number, url: URL): Promise<Server> {
  const gate = createServer((from) => {
    const to = connect(Number(url.port || 5432), url.hostname);
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const)
      one.pipe(other).on("error", () => one.destroy());
  });
  await new Promise<void>((resolve) => gate.listen(port, "localhost", resolve));
  return gate;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "localhost", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
