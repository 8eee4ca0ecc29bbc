import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pgTable, text } from "drizzle-orm/pg-core";
import { afterAll, describe, expect, it } from "vitest";
import { drizzle, loadModels, type ModelSource } from "../../src/source/index.js";
import { context, fixture, loadInto } from "./load-into.js";

const db = new PGlite();
afterAll(() => db.close());

describe("mexa-core", () => {
  it("is four tables with their keys, whichever files are named", async () => {
    for (const pattern of ["./*.ts", "./index.ts", "{usuarios,productos,vales}.ts"]) {
      const { statements, files, roles } = await loadModels([drizzle(pattern)], context("mexa"));
      expect(roles).toBeUndefined();
      expect(files).toContain(join(fixture("mexa"), "usuarios.ts"));
      await loadInto(db, statements, async (rows) => {
        const tables = await rows<{ relname: string }>(
          "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
        );
        expect(tables.map((t) => t.relname)).toEqual([
          "productos",
          "usuarios",
          "vale_items",
          "vales",
        ]);
        const keys = await rows<{ conname: string }>(
          "SELECT conname FROM pg_constraint WHERE contype = 'f' ORDER BY 1",
        );
        expect(keys.map((k) => k.conname)).toEqual([
          "vale_items_producto_id_productos_id_fk",
          "vale_items_vale_id_vales_id_fk",
          "vales_usuario_id_usuarios_id_fk",
        ]);
      });
    }
  });

  it("says where each model is declared, not where it is passed on", async () => {
    for (const pattern of ["./*.ts", "./index.ts"]) {
      const { statements } = await drizzle(pattern).load(context("mexa"));
      const places = statements
        .filter((s) => s.defines?.startsWith("table"))
        .map((s) => `${s.file}:${s.line} ${s.label}`);
      expect(places.sort()).toEqual([
        "productos.ts:3 productos",
        "usuarios.ts:3 usuarios",
        expect.stringMatching(/^vales\.ts:\d+ vales$/),
        expect.stringMatching(/^vales\.ts:\d+ valeItems$/),
      ]);
    }
  });

  it("counts what each file holds", async () => {
    const { summary } = await drizzle(["./vales.ts", "./index.ts"]).load(context("mexa"));
    expect(summary).toEqual([
      { file: "vales.ts", exports: 2, tables: 2, other: 0 },
      { file: "index.ts", exports: 4, tables: 4, other: 0 },
    ]);
  });

  it("is no duplicate of itself through another source", async () => {
    const alone = await loadModels([drizzle("./index.ts")], context("mexa"));
    const twice = await loadModels([drizzle("./vales.ts"), drizzle("./index.ts")], context("mexa"));
    const sorted = (models: typeof alone) => models.statements.map((s) => s.sql).sort();
    expect(sorted(twice)).toEqual(sorted(alone));
  });
});

describe("what goes wrong", () => {
  it("no source", async () => {
    await expect(loadModels([], context("mexa"))).rejects.toMatchObject({
      code: "models-missing",
      message: "no models are configured",
      hint: expect.stringContaining('models: [drizzle("./src/models/*.ts")]'),
    });
  });

  it("a pattern that matches nothing, with a suggestion", async () => {
    await expect(drizzle("./models/*.ts").load(context("empty"))).rejects.toMatchObject({
      code: "models-missing",
      message: `no file matches ./models/*.ts in ${fixture("empty")}`,
      hint: expect.stringContaining("Did you mean src/schema.ts (4 tables)?"),
    });
  });

  it("files without models, with what was read and a suggestion", async () => {
    await expect(drizzle("./src/models.ts").load(context("empty"))).rejects.toMatchObject({
      code: "models-empty",
      message: "src/models.ts: 3 exports, 0 tables; did you mean src/schema.ts (4 tables)?",
    });
  });

  it("sources that define nothing, each file listed", async () => {
    const nothing: ModelSource = {
      name: "nothing",
      load: async () => ({
        statements: [],
        files: [],
        summary: [
          { file: "db/a.sql", tables: 0 },
          { file: "src/b.ts", exports: 2, tables: 0 },
        ],
      }),
    };
    await expect(loadModels([nothing], context("mexa"))).rejects.toMatchObject({
      code: "models-empty",
      hint: "Read were:\n  db/a.sql: 0 tables\n  src/b.ts: 2 exports, 0 tables",
    });
  });

  it("a file that throws, with its own words", async () => {
    await expect(drizzle("./*.ts").load(context("fails"))).rejects.toMatchObject({
      code: "models-failed",
      message: expect.stringMatching(/^models\.ts(:1)?: DATABASE_URL is not set$/),
    });
    await expect(
      drizzle(() => Promise.reject(new Error("no"))).load(context("fails")),
    ).rejects.toMatchObject({
      code: "models-failed",
      message: "drizzle(() => import(…)): no",
    });
  });

  it("two models of one table, within a source and across", async () => {
    const duplicate = {
      code: "models-duplicate",
      message: "two models describe table vales: a.ts:3 (vales) and b.ts:3 (otros)",
    };
    await expect(drizzle("./*.ts").load(context("duplicates"))).rejects.toMatchObject(duplicate);
    await expect(
      loadModels([drizzle("./a.ts"), drizzle("./b.ts")], context("duplicates")),
    ).rejects.toMatchObject(duplicate);
    const t = pgTable("vales", { a: text() });
    await expect(
      loadModels([drizzle("./a.ts"), drizzle(() => ({ t }))], context("duplicates")),
    ).rejects.toMatchObject({ code: "models-duplicate" });
  });

  it("tables of another database", async () => {
    const { mysqlTable, int } = await import("drizzle-orm/mysql-core");
    const t = mysqlTable("t", { a: int() });
    await expect(drizzle(() => ({ t })).load(context("fails"))).rejects.toMatchObject({
      code: "models-empty",
      hint: expect.stringContaining("MySQL"),
    });
  });
});

describe("naming a source", () => {
  it("reads nothing", () => {
    expect(drizzle("./nowhere/*.ts").name).toBe("drizzle(./nowhere/*.ts)");
    expect(drizzle(["a.ts", "b.ts"]).name).toBe("drizzle(a.ts, b.ts)");
  });

  it("imports neither drizzle-orm nor the compiler", () => {
    const reached = new Set([new URL("../../src/source/drizzle/index.ts", import.meta.url).href]);
    const packages: string[] = [];
    for (const file of reached)
      for (const [, path] of readFileSync(new URL(file), "utf8").matchAll(
        /^(?:import|export) (?!type).*from "(.*)"/gm,
      ))
        if (path!.startsWith(".")) reached.add(new URL(path!.replace(/js$/, "ts"), file).href);
        else packages.push(path!);
    expect(packages.filter((name) => !name.startsWith("node:"))).toEqual([]);
    expect([...reached].filter((file) => /\/(?:script|dialect|driver)\//.test(file))).toEqual([]);
  });
});
