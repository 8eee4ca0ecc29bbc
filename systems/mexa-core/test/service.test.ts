import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { upgrade } from "limbeck";
import { beforeAll, expect, it } from "vitest";
import { ask } from "../../testing/ask.js";
import { type OpenDatabase, onBothDatabases } from "../../testing/databases.js";
import { createApp } from "../src/app.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const head = "003_add_indexes";

interface Vale {
  folio: string;
  status: string;
  items: { code: string; cantidad: number }[];
  error?: string;
}

await onBothDatabases("mexa-core", (database) => {
  let open: OpenDatabase;
  beforeAll(async () => {
    await upgrade({ cwd, url: database.url });
    open = await database.open();
    await open.query(
      "insert into usuarios (employee_no, nombre, email) values ('E-1', 'Ana', 'ana@mexa.mx')",
    );
    await open.query(
      `insert into productos (code, name, category, existencia)
       values ('GUA-1', 'Guantes', 'epp', 10), ('CAS-1', 'Casco', 'epp', 3)`,
    );
    return () => open.close();
  });

  const app = () => createApp(open.db, [head]);
  const request = (request_id: string, items: [string, number][], employee_no = "E-1") =>
    ask<Vale>(app(), "POST", "/vales", {
      body: {
        request_id,
        employee_no,
        items: items.map(([code, cantidad]) => ({ code, cantidad })),
      },
    });
  const stock = async (code: string) =>
    (await open.query("select existencia as n from productos where code = $1", [code]))[0]?.n;

  it("is healthy at head", async () => {
    expect(await ask(app(), "GET", "/health")).toMatchObject({
      status: 200,
      body: { atHead: true, revisions: [head] },
    });
  });

  it("makes a voucher once, however often it is asked for", async () => {
    const id = randomUUID();
    const first = await request(id, [["GUA-1", 2]]);
    expect(first).toMatchObject({ status: 201, body: { status: "abierto", requestId: id } });
    expect(await request(id, [["GUA-1", 2]])).toEqual({ status: 200, body: first.body });
    expect(await stock("GUA-1")).toBe(8);
    const read = await ask<Vale>(app(), "GET", `/vales/${first.body.folio}`);
    expect(read.body.items).toEqual([{ code: "GUA-1", name: "Guantes", cantidad: 2 }]);
  });

  it("makes one voucher of many requests at once", async () => {
    const id = randomUUID();
    const answers = await Promise.all([1, 2, 3, 4].map(() => request(id, [["GUA-1", 1]])));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.folio)).size).toBe(1);
    expect(await stock("GUA-1")).toBe(7);
  });

  it("hands out no more than there is, and leaves nothing of what it refuses", async () => {
    const id = randomUUID();
    const refused = await request(id, [
      ["GUA-1", 1],
      ["CAS-1", 4],
    ]);
    expect(refused.status).toBe(422);
    expect(refused.body.error).toContain("productos_existencia_check");
    expect([await stock("GUA-1"), await stock("CAS-1")]).toEqual([7, 3]);
    // The request was not used up: it may come again with less.
    expect((await request(id, [["CAS-1", 3]])).status).toBe(201);
    expect((await request(randomUUID(), [["NADA", 1]])).body.error).toBe("no hay producto NADA");
    expect((await request(randomUUID(), [["GUA-1", 0]])).status).toBe(422);
    expect((await request(randomUUID(), [["GUA-1", 1]], "E-9")).status).toBe(422);
    expect((await request("x", [["GUA-1", 1]])).status).toBe(400);
  });

  it("lists by person and status, and records what was handed over", async () => {
    const { body } = await request(randomUUID(), [["GUA-1", 1]]);
    const given = await ask<Vale>(app(), "POST", `/vales/${body.folio}/entrega`);
    expect(given).toMatchObject({ status: 200, body: { status: "entregado" } });
    const path = "/vales?employee_no=E-1&status=entregado";
    const listed = await ask<Vale[]>(app(), "GET", path);
    expect(listed.body.map(({ folio }) => folio)).toEqual([body.folio]);
    expect((await ask(app(), "GET", "/vales/V-0")).status).toBe(404);
  });
});
