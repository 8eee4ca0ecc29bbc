import { expect, it } from "vitest";
import { operation, sql } from "../../src/operation/index.js";
import { renderOperations } from "../../src/render/index.js";

it("moves in the lines of its calls, and no text within them", () => {
  const apart = { autocommit: true } as const;
  const comment = operation("alterTable", 'a "quoted', { comment: "it's" });
  const check = operation("createCheckConstraint", 'say "', {
    table: "vales",
    check: sql`folio
  <> '"'`,
  });
  expect(renderOperations([comment, check].map((one) => ({ ...one, ...apart })))).toBe(`\
op.autocommitBlock(() => {
  op.alterTable('a "quoted', { comment: "it's" });
  op.createCheckConstraint('say "', {
    table: "vales",
    check: sql\`folio
  <> '"'\`,
  });
});`);
});
