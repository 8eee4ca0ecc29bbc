import "./postgis.js";
import { expect, it } from "vitest";
import { walkthroughTests } from "../../testing/walkthroughs.js";

await walkthroughTests(
  "arxos",
  (walk) => {
    it("the raw schema.sql becomes the first revision, and equals the models", async () => {
      const said = await walk("1-import");
      expect(said).toContain('op.createExtension("postgis")');
      expect(said).toMatch(/upgraded base → 001_create_initial_schema: 1 revision\n/);
      expect(said.match(/equal: the models and the migrations/g)).toHaveLength(2);
    });

    it("a changed model becomes revision 0002, numbered with four digits", async () => {
      const said = await walk("2-change-models");
      expect(said).toContain(
        'op.addColumn("rooms", "ceiling", { type: "geometry(Polygon,4326)" })',
      );
      expect(said).toMatch(/downgraded 0002 → 001_create_initial_schema: 1 revision\n/);
      expect(said).toMatch(/equal: the models and the database, \d+ objects\n$/);
    });
  },
  "postgis",
);
