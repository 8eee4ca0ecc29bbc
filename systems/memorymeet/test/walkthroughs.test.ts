import { expect, it } from "vitest";
import { walkthroughTests } from "../../testing/walkthroughs.js";

await walkthroughTests("memorymeet", (walk) => {
  it("scenario 1: a column with comment and default is added", async () => {
    const said = await walk("1-add-column");
    expect(said).toContain('comment: "Rating de calidad del PRD generado (0.0 - 5.0)"');
    expect(said).toMatch(/upgraded 164cf67dea8e → \w+: 1 revision\n/);
    expect(said).toMatch(/equal: the models and the database, 49 objects\n$/);
  });

  it("scenario 2: a new table is found without registering it", async () => {
    const said = await walk("2-create-table");
    expect(said).toContain('op.createTable("notifications"');
    expect(said).toContain('op.createIndex("ix_notifications_user_id"');
    expect(said).toMatch(/equal: the models and the database, 56 objects\n$/);
  });

  it("scenario 3: a revision is taken back, mended and applied again", async () => {
    const said = await walk("3-rollback");
    expect(said).toMatch(
      /downgraded (\w+) → 164cf67dea8e: 1 revision[\s\S]*upgraded 164cf67dea8e → \1:/,
    );
    expect(said).toMatch(/equal: the models and the database, 49 objects\n$/);
  });
});
