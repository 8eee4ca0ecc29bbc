import { expect, it } from "vitest";
import { walkthroughTests } from "../../testing/walkthroughs.js";

await walkthroughTests("provider-registration", (walk) => {
  it("a change of the schema goes up, down and up", async () => {
    const said = await walk("1-change-schema");
    expect(said).toContain('op.addColumn("candidates", "website"');
    expect(said).toMatch(/downgraded 003_add_website → 002_add_rejection_reason: 1 revision\n/);
    expect(said).toMatch(/equal: the models and the database, \d+ objects\n$/);
  });

  it("a deployment previews its SQL in a file, applies, verifies, and goes back", async () => {
    const said = await walk("2-deploy");
    expect(said).toMatch(/\$ cat preview.sql\n[\s\S]*ADD COLUMN rejection_reason text/);
    expect(said).toMatch(/\$ limbeck current --check-heads\n.*\n002_add_rejection_reason/);
    expect(said).toMatch(/downgraded 002_add_rejection_reason → 001_add_version_column/);
  });
});
