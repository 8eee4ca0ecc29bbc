import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCatalog } from "../src/dialect/index.js";
import type { Connection } from "../src/driver/index.js";
import { engines, openEngine } from "./engines.js";
import { objectEdit } from "./random-objects.js";
import { type Edit, edit } from "./random-schema.js";
import { createRoles, load, revisionBetween, unequal } from "./transition.js";

/**
 * Random edits of a schema: what is generated leads there, leaves nothing for a second look, and leads
 * back. The same edits every time, so that a change is judged by what it changes; `LIMBECK_RUNS=500`
 * tries others, and more of them. A failure prints its seed, which `LIMBECK_SEED` repeats.
 */
const { LIMBECK_RUNS, LIMBECK_SEED = LIMBECK_RUNS === undefined ? "1975" : undefined } =
  process.env;
const numRuns = Number(LIMBECK_RUNS ?? 12);
const seed = LIMBECK_SEED === undefined ? {} : { seed: Number(LIMBECK_SEED) };

describe.each(engines)("random edits on %s", (engine) => {
  let connection: Connection;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ connection, close } = await openEngine(engine, ["btree_gist"]));
    await createRoles(connection);
  });
  afterAll(async () => {
    await close();
  });

  it.each<[string, fc.Arbitrary<Edit>]>([
    ["of tables", edit],
    ["of all that hangs on them", objectEdit],
  ])(
    "%s arrive, leave no difference, and come back",
    {
      timeout: 10_000 + numRuns * 10_000,
    },
    async (_, edits) => {
      await fc.assert(
        fc.asyncProperty(edits, async ({ before, after }) => {
          const to = await load(connection, after);
          const from = await load(connection, before);
          const { text, up, down } = await revisionBetween(from, to);
          await up(connection);
          expect(unequal(await readCatalog(connection), to), text).toEqual([]);
          await down(connection);
          expect(unequal(await readCatalog(connection), from), text).toEqual([]);
        }),
        { numRuns, ...seed },
      );
    },
  );
});
