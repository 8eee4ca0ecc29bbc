import { expect, it } from "vitest";
import { walkthroughTests } from "../../testing/walkthroughs.js";

await walkthroughTests("mexa-core", (walk) => {
  it("upgrade, downgrade, current, history and both forms of revision do what the document says", async () => {
    const said = await walk("commands");
    expect(said).toMatch(/\$ limbeck downgrade -1\n.*\n.*↓ 003_add_indexes/);
    expect(said).toMatch(/\$ limbeck history --verbose\n[\s\S]*001_create_initial/);
    expect(said).toMatch(/upgraded 003_add_indexes → 004_fill_folios: 1 revision\n/);
    expect(said).toContain('op.addColumn("vales", "notas"');
    expect(said).toMatch(/equal: the models and the database, \d+ objects\n$/);
  });
});
