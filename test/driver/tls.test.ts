import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import type { SslMode } from "../../src/driver/server-url.js";
import { type TlsMode, tlsAttempts, tlsChecks } from "../../src/driver/tls.js";
import { backendOf, startServer, type TestServer, untilAsleep } from "../server.js";
import { selfSigned } from "./certificate.js";

describe("sslmode", () => {
  it.each<[SslMode, TlsMode[]]>([
    ["disable", ["never"]],
    ["allow", ["never", "must"]],
    ["prefer", ["offered", "never"]],
    ["require", ["must"]],
    ["verify-ca", ["must"]],
    ["verify-full", ["must"]],
    ["no-verify", ["must"]],
  ])("%s tries %j", (mode, attempts) => {
    expect(tlsAttempts(mode, "db")).toEqual(attempts);
    expect(tlsAttempts(mode, "/var/run/postgresql")).toEqual(["never"]);
  });

  it.each<[SslMode, boolean, string]>([
    ["prefer", true, "nothing"],
    ["require", false, "nothing"],
    ["require", true, "authority"],
    ["no-verify", true, "nothing"],
    ["verify-ca", true, "authority"],
    ["verify-full", false, "name"],
  ])("%s with a root certificate: %s checks %s", (mode, root, checks) => {
    expect(tlsChecks(mode, root)).toBe(checks);
  });
});

describe("against a server", () => {
  let server: TestServer;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "limbeck-tls-"));
    const certificate = selfSigned("localhost");
    writeFileSync(join(folder, "ca.pem"), certificate.cert);
    writeFileSync(join(folder, "other.pem"), selfSigned("localhost").cert);
    const hba = ["hostssl all tls_only all trust", "hostnossl all plain_only all trust"];
    const others = ["host all tls_only all reject", "host all plain_only all reject"];
    server = await startServer({ tls: certificate, hba: [...hba, ...others] });
    await withConnection(server.url, {}, (admin) =>
      admin.script("CREATE ROLE tls_only LOGIN; CREATE ROLE plain_only LOGIN"),
    );
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const encrypted = (url: string) =>
    withConnection(url, { baseDir: folder }, async (connection) => {
      const [row] = await connection.query<{ ssl: boolean }>(
        "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
      );
      return row?.ssl;
    });
  const as = (user: string, query: string, host = "localhost") =>
    `${server.url.replace("postgres@localhost", `${user}@${host}`)}?${query}`;

  it.each([
    ["", true],
    ["sslmode=disable", false],
    ["sslmode=allow", false],
    ["sslmode=prefer", true],
    ["sslmode=require", true],
    ["sslmode=no-verify", true],
    ["sslmode=require&sslrootcert=ca.pem", true],
    ["sslmode=verify-ca&sslrootcert=ca.pem", true],
    ["sslmode=verify-full&sslrootcert=ca.pem", true],
  ])("with TLS, '%s' is encrypted: %s", async (query, expected) => {
    expect(await encrypted(as("postgres", query))).toBe(expected);
  });

  it("falls back where the rules of the server want the other way", async () => {
    expect(await encrypted(as("tls_only", "sslmode=allow"))).toBe(true);
    expect(await encrypted(as("plain_only", "sslmode=prefer"))).toBe(false);
    await expect(encrypted(as("tls_only", "sslmode=disable"))).rejects.toMatchObject({
      code: "database-auth",
    });
  });

  it("checks who signed the certificate", async () => {
    for (const mode of ["require", "verify-ca", "verify-full"]) {
      await expect(
        encrypted(as("postgres", `sslmode=${mode}&sslrootcert=other.pem`)),
      ).rejects.toMatchObject({
        code: "database-tls",
      });
    }
    await expect(encrypted(as("postgres", "sslmode=verify-full"))).rejects.toMatchObject({
      code: "database-tls",
      hint: expect.stringContaining("sslrootcert"),
    });
  });

  it("checks the name under verify-full only", async () => {
    const root = "sslrootcert=ca.pem";
    expect(await encrypted(as("postgres", `sslmode=verify-ca&${root}`, "127.0.0.1"))).toBe(true);
    await expect(
      encrypted(as("postgres", `sslmode=verify-full&${root}`, "127.0.0.1")),
    ).rejects.toMatchObject({ code: "database-tls" });
  });

  it("cancels over TLS as well", async () => {
    await withConnection(as("postgres", "sslmode=require"), {}, async (connection) => {
      const pid = await backendOf(connection);
      const sleeping = connection.query("SELECT pg_sleep(30)");
      const ended = expect(sleeping).rejects.toMatchObject({ server: { sqlState: "57014" } });
      await untilAsleep(as("postgres", "sslmode=require"), pid);
      await connection.cancel();
      await ended;
    });
  });

  it("says which file cannot be read", async () => {
    await expect(
      encrypted(as("postgres", "sslmode=verify-full&sslrootcert=no.pem")),
    ).rejects.toMatchObject({
      code: "url-invalid",
      message: expect.stringContaining("sslrootcert"),
    });
  });

  it("without TLS, prefer goes on plain and require fails clearly", async () => {
    const plain = inject("serverUrl");
    expect(await encrypted(`${plain}?sslmode=prefer`)).toBe(false);
    await expect(encrypted(`${plain}?sslmode=require`)).rejects.toMatchObject({
      code: "database-tls",
      message: expect.stringContaining("does not offer TLS"),
    });
  });
});
