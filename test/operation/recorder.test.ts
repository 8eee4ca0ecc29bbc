import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type AnyOperation, type Operations, recorder } from "../../src/operation/index.js";

function record(write: (op: Operations) => void): AnyOperation[] {
  const recorded: AnyOperation[] = [];
  const file = fileURLToPath(import.meta.url);
  write(
    recorder(["createTable", "createIndex", "execute"], {
      file,
      record: (operation) => recorded.push(operation),
      query: async () => [],
    }),
  );
  return recorded;
}

describe("recorder", () => {
  it("records directives in order, as data, with the line they were written on", () => {
    const [table, index] = record((op) => {
      op.createTable("vales", { columns: { id: { type: "bigint" } }, primaryKey: ["id"] });
      op.createIndex("ix", { table: "vales", columns: ["id"] });
    });
    expect(table).toMatchObject({
      kind: "createTable",
      args: ["vales", { columns: { id: { type: "bigint" } }, primaryKey: ["id"] }],
    });
    expect(index!.origin!.line).toBe(table!.origin!.line + 1);
    expect(Object.isFrozen(table)).toBe(true);
  });

  it("says which directive does not exist", () => {
    const wrong = (op: Operations) => (op as unknown as { createTabel(): void }).createTabel();
    expect(() => record(wrong)).toThrow("there is no directive op.createTabel");
  });

  it("can be awaited by mistake without harm", async () => {
    const op = recorder([], { record: () => undefined, query: async () => [] });
    expect(await op).toBe(op);
  });
});
