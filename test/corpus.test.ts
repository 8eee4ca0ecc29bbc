import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Catalog, differences, emptyCatalog } from "../src/catalog/index.js";
import type { Connection } from "../src/driver/index.js";
import { engines, majorOf, openEngine } from "./engines.js";
import { proveKept } from "./pairs/prove-kept.js";
import {
  createRoles,
  load,
  neededMajor,
  readAll,
  readEverything,
  reset,
  revisionBetween,
  unequal,
} from "./transition.js";

/**
 * Every transition in `corpus/`, both ways and from and to nothing, on both engines: what is
 * generated is written as a revision file, loaded from it, run, and must leave no difference.
 */
const folder = new URL("./corpus/", import.meta.url);
const names = readdirSync(folder).sort();
const sqlOf = (name: string, side: "a" | "b") =>
  readFileSync(new URL(`${name}/${side}.sql`, folder), "utf8");

const needs = (name: string) => neededMajor(sqlOf(name, "a"));

/** A case that is skipped says why. */
const titled = (name: string) =>
  needs(name) > 0 ? `${name} (needs PostgreSQL ${needs(name)})` : name;

/** Texts that are looked at by people when they change. */
const golden = new Set(["shop", "enum-remove-values", "foreign-key-cycles", "identity", "serial"]);

/** What each engine read, to compare the two. */
const read = { pglite: new Map<string, Catalog>(), server: new Map<string, Catalog>() };

for (const engine of engines)
  describe(engine, () => {
    let connection: Connection;
    let close: () => Promise<void>;

    beforeAll(async () => {
      ({ connection, close } = await openEngine(engine, [
        "citext",
        "pg_trgm",
        "btree_gist",
        "hstore",
        "unaccent",
      ]));
      await createRoles(connection);
    });
    afterAll(async () => {
      await close();
    });

    for (const name of names) {
      it.skipIf(needs(name) > majorOf[engine])(titled(name), async () => {
        const a = await load(connection, sqlOf(name, "a"));
        const b = await load(connection, sqlOf(name, "b"));
        read[engine].set(`${name} a`, a).set(`${name} b`, b);
        expect([...a.unsupported, ...b.unsupported]).toEqual([]);
        const none = emptyCatalog(a.major);
        const arrives = async (at: string, wanted: Catalog, text: string) => {
          const left = unequal(await readAll(connection), wanted);
          expect(left, `${at}\n${text}`).toEqual([]);
        };

        const change = await revisionBetween(a, b);
        await change.down(connection);
        await arrives("b → a", a, change.text);
        await change.up(connection);
        await arrives("b → a → b", b, change.text);
        await load(connection, sqlOf(name, "a"));
        await change.up(connection);
        await arrives("a → b", b, change.text);

        const whole = await revisionBetween(none, b);
        await whole.down(connection);
        await arrives("a → b → empty", none, whole.text);
        await reset(connection);
        await whole.up(connection);
        await arrives("empty → b", b, whole.text);
        const start = await revisionBetween(none, a);
        await reset(connection);
        await start.up(connection);
        await arrives("empty → a", a, start.text);
        await start.down(connection);
        await arrives("a → empty", none, start.text);
        if (engine === "pglite") {
          // What `generate` does before it writes a file: up and down in one go, then with rows.
          await load(connection, sqlOf(name, "a"));
          await proveKept(connection, change, a, b, readEverything);
        }

        if (engine === "pglite" && golden.has(name))
          await expect(change.text).toMatchFileSnapshot(`./corpus/${name}/revision.txt`);
      });
    }
  });

describe("PostgreSQL 16 and PGlite read the same", () => {
  const both = names.flatMap((name) => (needs(name) > 16 ? [] : [`${name} a`, `${name} b`]));
  it.each(both)("%s", (side) => {
    const embedded = read.pglite.get(side);
    const server = read.server.get(side);
    expect(embedded && server, "the case itself did not load").toBeTruthy();
    expect(differences(server!, embedded!)).toEqual([]);
    expect(dependencies(server!)).toEqual(dependencies(embedded!));
  });
});

function dependencies(catalog: Catalog) {
  return Object.fromEntries(
    [...catalog.objects.values()].map(({ id, dependsOn }) => [id, [...dependsOn].sort()]),
  );
}
