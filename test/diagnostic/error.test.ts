import { expect, it } from "vitest";
import { errorCodes, LimbeckError, maskSql, maskUrl } from "../../src/diagnostic/index.js";

it("carries code, hint and exit status", () => {
  const error = new LimbeckError("lock-timeout", "held", { hint: "wait", details: { pid: 1 } });
  expect(error).toMatchObject({
    code: "lock-timeout",
    exitCode: 4,
    hint: "wait",
    details: { pid: 1 },
  });
  expect(error.message).toBe("held");
});

it("knows codes in one spelling", () => {
  for (const code of Object.keys(errorCodes)) expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
});

it.each([
  ["postgresql://ana:s3cret@db/app", "postgresql://ana:***@db/app"],
  [
    "postgres://ana:p%40ss@[::1]:5432/x?sslmode=require",
    "postgres://ana:***@[::1]:5432/x?sslmode=require",
  ],
  ["postgresql:///app?password=hush&user=ana", "postgresql:///app?password=***&user=ana"],
  ["could not reach postgresql://a:b@h/d", "could not reach postgresql://a:***@h/d"],
  ["pglite:.limbeck/db", "pglite:.limbeck/db"],
])("hides the password in %s", (url, masked) => {
  expect(maskUrl(url)).toBe(masked);
});

it.each([
  ["OPTIONS (\"user\" 'app', password 'it''s')", "OPTIONS (\"user\" 'app', password '***')"],
  ["CONNECTION 'host=a password=s3cret dbname=b'", "CONNECTION 'host=a password=*** dbname=b'"],
  ["CONNECTION 'password=''two words'' host=a'", "CONNECTION 'password=*** host=a'"],
  [
    '{ connection: "host=a password=x", with: {} }',
    '{ connection: "host=a password=***", with: {} }',
  ],
  ['options: { user: "app", password: "x" }', 'options: { user: "app", password: "***" }'],
  ["ALTER ROLE app PASSWORD 'x'", "ALTER ROLE app PASSWORD '***'"],
  ["SELECT password FROM usuarios", "SELECT password FROM usuarios"],
])("hides the password in %s", (statement, masked) => {
  expect(maskSql(statement)).toBe(masked);
});
