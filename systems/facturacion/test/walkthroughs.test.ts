import { expect, it } from "vitest";
import { walkthroughTests } from "../../testing/walkthroughs.js";

await walkthroughTests("facturacion", (walk) => {
  it("the helper's verbs have their commands", async () => {
    const said = await walk("verbs");
    expect(said).toMatch(/\$ limbeck current\n.*\n0001 .*\(head\)/);
    expect(said).toMatch(/\+ migrations\/0002_add_new_column_to_products.ts\n/);
    expect(said).toMatch(/\+ migrations\/0003_custom_migration.ts\n/);
    expect(said).toMatch(/upgraded 0001 → 0003: 2 revisions\n/);
    expect(said).toMatch(/downgraded 0003 → 0002: 1 revision\n/);
    expect(said).toMatch(/downgraded 0002 → 0001: 1 revision\n$/);
  });

  it("seeds, twice, and begins anew", async () => {
    const said = await walk("seed");
    expect(said).toMatch(
      /41 inserted[\s\S]*nothing to change[\s\S]*reset 0001 → 0001\n.*41 inserted/,
    );
  });
});
