import { describe, expect, inject, it } from "vitest";
import { withMigrations } from "../../src/testing/index.js";
import { created, longer, testedProject } from "./project.js";

const { dir: cwd } = testedProject();

describe.each(["embedded", "server"])("withMigrations, %s", (place) => {
  const options = () => ({ cwd, ...(place === "server" && { url: inject("serverUrl") }) });

  it("goes up and down, to, before, and one at a time", () =>
    withMigrations(options(), async (m) => {
      expect(m.history).toEqual([created, longer]);
      expect(m.heads).toEqual([longer]);
      expect(await m.migrateUpBefore(longer)).toEqual([created]);
      expect(await m.migrateUpOne()).toEqual([longer]);
      expect(await m.migrateUpOne()).toEqual([]);
      expect(await m.migrateDownBefore(created)).toEqual([]);
      await expect(m.migrateDownBefore(longer)).rejects.toMatchObject({ code: "revision-range" });
      expect(await m.migrateDownTo("1975")).toEqual([longer]);
      await m.roundtrip();
      expect(await m.current()).toEqual([longer]);
      expect(await m.migrateDownTo("base")).toEqual([longer, created]);
      expect(await m.current()).toEqual([]);
      expect(m.url === undefined).toBe(place === "embedded");
    }));

  it("takes rows along, put in before and at a revision and by hand", () =>
    withMigrations(
      {
        ...options(),
        rows: {
          before: { [longer]: { vales: [{ id: 7, folio: "before" }] } },
          at: { ae10: { "public.vales": { folio: "a folio that is longer than twenty" } } },
        },
      },
      async (m) => {
        await m.migrateUpTo(created);
        const short = await m.tableAtRevision("vales");
        expect(short.columns).toEqual({ id: "bigint", folio: "character varying(20)" });
        await short.insert({ folio: "by hand" });
        await m.migrateUpTo("heads");
        const vales = await m.tableAtRevision("vales");
        expect(vales.columns.folio).toBe("character varying(40)");
        expect((await vales.rows()).map((row) => row.folio)).toEqual([
          "by hand",
          "before",
          "a folio that is longer than twenty",
        ]);
        expect(await vales.rows("id = $1", [7])).toEqual([{ id: "7", folio: "before" }]);
        await m.query("DELETE FROM vales WHERE length(folio) > 20");
        await m.migrateDownOne();
        expect((await short.rows()).map((row) => row.folio)).toEqual(["by hand", "before"]);
        await m.migrateDownTo("base");
        await expect(m.tableAtRevision("vales")).rejects.toThrow("there is no table vales");
      },
    ));
});

it("knows no rows around a revision that is not there", () =>
  expect(
    withMigrations({ cwd, url: inject("serverUrl"), rows: { at: { fff: {} } } }, async () => {}),
  ).rejects.toMatchObject({
    code: "revision-unknown",
  }));
