import { describe, expect, it } from "vitest";
import { parseTarget, type TargetOptions } from "../../src/driver/index.js";
import { findPassword } from "../../src/driver/password-file.js";
import { parseServerUrl } from "../../src/driver/server-url.js";

const options: TargetOptions = { baseDir: "/app", env: {} };
const address = (url: string, env = {}) => parseServerUrl(url, "/app", env);

/** The error a URL gives, as one text. */
function refusal(url: string): string {
  try {
    parseTarget(url, options);
  } catch (error) {
    const { code, message, hint } = error as { code: string; message: string; hint: string };
    expect(code).toBe("url-invalid");
    return `${message}\n${hint}`;
  }
  throw new Error(`${url} was accepted`);
}

describe("server URLs", () => {
  it("are read into a target whose label has no password", () => {
    const target = parseTarget("postgresql://ana:s3cret@db.example.com:6000/app", options);
    expect(target).toEqual({
      kind: "server",
      url: "postgresql://ana:s3cret@db.example.com:6000/app",
      host: "db.example.com",
      port: 6000,
      database: "app",
      user: "ana",
      label: "db.example.com:6000/app as ana",
    });
  });

  it.each([
    ["postgres://ana@db/app", "db:5432/app as ana"],
    ["postgresql://ana@db", "db:5432/ana as ana"],
    ["POSTGRESQL://ana@db/app", "db:5432/app as ana"],
    ["postgresql://ana@[::1]:6000/app", "[::1]:6000/app as ana"],
    ["postgresql:///app?host=/var/run/postgresql&user=ana", "/var/run/postgresql:5432/app as ana"],
    ["postgresql://ana@%2Fvar%2Frun/app", "/var/run:5432/app as ana"],
    ["postgresql://a%40b:p%2Fw@db/my%20app", "db:5432/my app as a@b"],
    ["postgresql://ana:p#?w@db/año", "db:5432/año as ana"],
    ["postgresql://ana@db/app?schema=public&pgbouncer=true", "db:5432/app as ana"],
  ])("%s is %s", (url, label) => {
    expect(parseTarget(url, options).label).toBe(label);
  });

  it("are completed from the environment, as libpq and pg do", () => {
    const env = { PGHOST: "h", PGPORT: "7000", PGUSER: "u", PGDATABASE: "d", PGPASSWORD: "p" };
    expect(address("postgresql://", env)).toMatchObject({
      host: "h",
      port: 7000,
      user: "u",
      database: "d",
      password: "p",
    });
    expect(address("postgresql://ana:x@db:1/app", env)).toMatchObject({
      host: "db",
      port: 1,
      user: "ana",
      database: "app",
      password: "x",
    });
  });

  it("carry libpq's settings", () => {
    const query =
      "sslmode=verify-full&sslrootcert=ca.pem&sslcert=/c.pem&sslkey=k.pem&connect_timeout=3&application_name=my%20app&options=-c%20search_path%3Da";
    expect(address(`postgresql://ana@db/app?${query}`)).toMatchObject({
      sslmode: "verify-full",
      sslrootcert: "/app/ca.pem",
      sslcert: "/c.pem",
      sslkey: "/app/k.pem",
      connectTimeout: 3000,
      applicationName: "my app",
      options: "-c search_path=a",
    });
  });

  it("ask for TLS if there is any, when they say nothing", () => {
    expect(address("postgresql://ana@db/app").sslmode).toBe("prefer");
    expect(address("postgresql://ana@db/app?ssl=true").sslmode).toBe("require");
    expect(address("postgresql://ana@db/app?sslrootcert=system").sslmode).toBe("verify-full");
    expect(address("postgresql://ana@db/app", { PGSSLMODE: "require" }).sslmode).toBe("require");
  });

  it.each([
    ["postgresql://ana:s3cret@db:port/app", "port"],
    ["postgresql://ana:s3cret@db:99999/app", "port"],
    ["postgresql://ana:s3/cret@db/app", "write @ as %40"],
    ["postgresql://ana:s3@cret@db/app", "write @ as %40"],
    ["postgresql://ana:s3cret%@db/app", "%25"],
    ["postgresql://ana:s3cret@db/app?sslmode=verify", "sslmode=verify"],
    ["postgresql://ana:s3cret@db/app?sslmode=verify-ca", "sslrootcert"],
    ["postgresql://ana:s3cret@db/app?ssl_mode=require", "ssl_mode"],
    ["postgresql://ana:s3cret@db/app?connect_timeout=soon", "connect_timeout"],
    ["mysql://ana:s3cret@db/app", "pglite:PATH"],
    ["db.example.com", "postgresql://"],
    ["", "postgresql://"],
  ])("%s is refused, without showing the password", (url, says) => {
    const text = refusal(url);
    expect(text).toContain(says);
    expect(text).not.toMatch(/s3|cret/);
  });
});

describe("embedded databases", () => {
  it.each([
    ["pglite:.limbeck/db", "/app/.limbeck/db", "embedded .limbeck/db"],
    ["pglite:my data/ñ#1?x", "/app/my data/ñ#1?x", "embedded my data/ñ#1?x"],
    ["pglite:/var/db", "/var/db", "embedded /var/db"],
    ["pglite:../db", "/db", "embedded /db"],
    ["pglite::memory:", ":memory:", "embedded :memory:"],
  ])("%s is in %s", (url, directory, label) => {
    expect(parseTarget(url, options)).toEqual({ kind: "embedded", directory, label });
  });

  it("are named by a path, not by something like a URL", () => {
    expect(refusal("pglite:")).toContain("pglite:.limbeck/db");
    expect(refusal("pglite://data/db")).toContain("slashes");
  });
});

describe("the password file", () => {
  const text = [
    "# comment",
    "db:5432:app:ana:first",
    String.raw`h\:1:*:*:b\\c:se\:cond`,
    "*:*:*:eve:third",
    "localhost:*:*:*:fourth",
  ].join("\n");
  it.each([
    ["db", "ana", "first"],
    ["h:1", "b\\c", "se:cond"],
    ["anywhere", "eve", "third"],
    ["/var/run", "bob", "fourth"],
    ["db", "bob", undefined],
  ])("for host %s and user %s gives %s", (host, user, password) => {
    expect(findPassword(text, { host, port: 5432, database: "app", user })).toBe(password);
  });
});
