import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  fromPglite,
  openConnection,
  openPglite,
  withConnection,
} from "../../src/driver/engines.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "limbeck-pglite-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("keeps its data in a folder, owned while it is open", async () => {
  const options = { baseDir: folder, waitMs: 100 };
  const url = "pglite:.limbeck/mi año #1";
  const directory = join(folder, ".limbeck", "mi año #1");
  await withConnection(url, options, async (connection) => {
    await connection.script("CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
    expect(existsSync(`${directory}.lock`)).toBe(true);
    await expect(openConnection(url, options)).rejects.toMatchObject({ code: "database-owned" });
  });
  expect(existsSync(`${directory}.lock`)).toBe(false);
  expect(existsSync(`${directory}.new`)).toBe(false);
  const rows = await withConnection(url, options, (connection) =>
    connection.query("SELECT a FROM t"),
  );
  expect(rows).toEqual([{ a: 1 }]);
});

it("starts anew where the first start was killed midway", async () => {
  const directory = join(folder, "half");
  mkdirSync(directory);
  writeFileSync(join(directory, "PG_VERSION"), "18\n");
  writeFileSync(`${directory}.new`, "");
  const rows = await withConnection("pglite:half", { baseDir: folder }, (c) =>
    c.query("SELECT 1 AS one"),
  );
  expect(rows).toEqual([{ one: 1 }]);
});

it("leaves a folder alone that holds other files", async () => {
  const directory = join(folder, "src");
  mkdirSync(directory);
  writeFileSync(join(directory, "app.ts"), "");
  for (let again = 0; again < 2; again++)
    await expect(openConnection("pglite:src", { baseDir: folder })).rejects.toMatchObject({
      code: "database-broken",
      message: `${directory} is no embedded database, and holds other files`,
    });
  expect(readdirSync(directory)).toEqual(["app.ts"]);
  expect(readdirSync(folder).filter((name) => name.startsWith("src."))).toEqual([]);
});

it("says so when a folder cannot be opened, and lets go of it", async () => {
  const directory = join(folder, "broken");
  mkdirSync(directory);
  writeFileSync(join(directory, "PG_VERSION"), "18\n");
  await expect(openConnection("pglite:broken", { baseDir: folder })).rejects.toMatchObject({
    code: "database-broken",
    hint: expect.stringContaining(directory),
  });
  expect(existsSync(`${directory}.lock`)).toBe(false);
});

it("starts from a data directory that was written out", async () => {
  const first = await openPglite();
  await first.script("CREATE TABLE t (a int); INSERT INTO t VALUES (7)");
  const loadDataDir = await first.dumpDataDir();
  await first.close();
  const second = await openPglite({ loadDataDir });
  expect(await second.query("SELECT a FROM t")).toEqual([{ a: 7 }]);
  await second.close();
});

it("refuses an extension that was built for another version", async () => {
  const at = join(folder, "node_modules/@electric-sql/pglite-postgis");
  mkdirSync(at, { recursive: true });
  const name = "@electric-sql/pglite-postgis";
  const peerDependencies = { "@electric-sql/pglite": "0.0.1" };
  writeFileSync(
    join(at, "package.json"),
    JSON.stringify({ name, version: "1.2.3", main: "index.cjs", peerDependencies }),
  );
  writeFileSync(join(at, "index.cjs"), "exports.postgis = {};");
  symlinkSync(
    join(process.cwd(), "node_modules/@electric-sql/pglite"),
    join(folder, "node_modules/@electric-sql/pglite"),
  );
  const options = { baseDir: folder, extensions: ["postgis"] };
  await expect(openConnection("pglite::memory:", options)).rejects.toMatchObject({
    code: "unsupported",
    message: expect.stringContaining("pglite-postgis 1.2.3 is built for PGlite 0.0.1"),
    hint: "Run `npm install --save-exact @electric-sql/pglite@0.0.1`.",
  });
});

it("is poisoned by a library that does not load", async () => {
  const connection = await openPglite();
  const message = 'could not load library "x": undefined symbol';
  await expect(
    connection.script(`DO $$ BEGIN RAISE EXCEPTION '${message}'; END $$`),
  ).rejects.toThrow("could not load library");
  expect(connection.poisoned).toBe(true);
  await connection.close();
});

it("serves an instance of the application and leaves it open", async () => {
  const instance = new PGlite();
  const connection = await fromPglite(instance);
  await connection.script("BEGIN; CREATE TABLE t (a int)");
  // Sent straight to the instance, this must not land inside the open transaction.
  const outside = instance.query("SELECT to_regclass('t')::text AS found");
  await connection.script("ROLLBACK");
  expect((await outside).rows).toEqual([{ found: null }]);
  await connection.script("BEGIN; CREATE TABLE left_open (a int)");
  await connection.close();
  const { rows } = await instance.query("SELECT to_regclass('left_open')::text AS found");
  expect(rows).toEqual([{ found: null }]);
  await instance.close();
});
