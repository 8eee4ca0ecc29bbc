import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { engines, openEngine } from "../engines.js";
import { load, revisionBetween } from "../transition.js";

const side = (name: "a" | "b") =>
  readFileSync(new URL(`../corpus/rows-with-other-fields/${name}.sql`, import.meta.url), "utf8");

/** The values of columns that hold rows, field by field. */
const fields = (...columns: readonly string[]) =>
  `SELECT json_build_object(${columns.map((c) => `'${c}', ${c}`).join(", ")}) AS held FROM t WHERE id = 1`;

describe.each(engines)("on %s", (engine) => {
  it("every value of a row that a column holds comes back in its field", async () => {
    const { connection, close } = await openEngine(engine);
    try {
      const to = await load(connection, side("b"));
      const from = await load(connection, side("a"));
      const { up, down } = await revisionBetween(from, to);
      const held = async () =>
        (await connection.query(fields("s", "w", "k", "f", "r", "rs")))[0]!.held;
      await up(connection);
      expect(await held()).toEqual({
        s: { b: 2, a: 1, more: null },
        w: { b: 4, a: 3, more: null },
        k: { b: 6, a: 5 },
        f: { b: 8, a: 7 },
        r: { a: 1, more: null },
        rs: [{ a: 1, more: null }],
      });
      expect(await connection.query("SELECT FROM t WHERE id = 2 AND s IS NULL")).toHaveLength(1);
      await down(connection);
      expect(await held()).toEqual({
        s: { a: 1, b: 2, gone: null },
        w: { a: 3, b: 4, gone: null },
        k: { a: 5, b: 6 },
        f: { a: 7, b: 8 },
        r: { a: 1 },
        rs: [{ a: 1 }],
      });
    } finally {
      await close();
    }
  });
});
