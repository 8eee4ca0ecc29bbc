import { fileURLToPath } from "node:url";
import { downgrade, upgrade } from "limbeck";
import { beforeAll, expect, it } from "vitest";
import { ask } from "../../testing/ask.js";
import { type OpenDatabase, onBothDatabases } from "../../testing/databases.js";
import { createApp } from "../src/app.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const head = "002_add_rejection_reason";

interface Candidate {
  id: string;
  contactEmail: string;
  version: number;
  updatedAt: string;
  error?: string;
}

const gravel = {
  company_name: "Áridos del Norte",
  contact_email: "ventas@aridos.mx",
  phone: "+52 81 5555 0101",
  products: ["gravel", "sand"],
  truck_count: 12,
  capacity_tons_per_day: 340,
  location: "Monterrey",
};

await onBothDatabases("provider-registration", (database) => {
  let open: OpenDatabase;
  beforeAll(async () => {
    await upgrade({ cwd, url: database.url });
    open = await database.open();
    return () => open.close();
  });

  const app = () => createApp(open.db, [head]);
  const register = (change: object = {}) =>
    ask<Candidate>(app(), "POST", "/candidates", { body: { ...gravel, ...change } });

  it("is healthy at head, and only there", async () => {
    expect(await ask(app(), "GET", "/health")).toEqual({
      status: 200,
      body: { healthy: true, reachable: true, atHead: true, revisions: [head], heads: [head] },
    });
    const newer = await createApp(open.db, ["003_next"]).request("/health");
    expect(newer.status).toBe(503);
    expect(await newer.json()).toMatchObject({ reachable: true, atHead: false, revisions: [head] });
  });

  it("registers a candidate once", async () => {
    const first = await register();
    expect(first).toMatchObject({ status: 201, body: { status: "pending", version: 1 } });
    const again = await register();
    expect(again.status).toBe(409);
    expect(again.body.error).toContain("candidates_contact_email_key");
    expect(await ask(app(), "GET", `/candidates/${first.body.id}`)).toEqual({
      status: 200,
      body: first.body,
    });
  });

  it("finds candidates by what they deliver and how far they are", async () => {
    await register({ contact_email: "cal@caleras.mx", products: ["lime"] });
    const emails = async (query: string) =>
      (await ask<Candidate[]>(app(), "GET", `/candidates?${query}`)).body.map(
        (found) => found.contactEmail,
      );
    expect(await emails("product=lime")).toEqual(["cal@caleras.mx"]);
    expect(await emails("product=sand&status=pending")).toEqual(["ventas@aridos.mx"]);
    expect(await emails("status=approved")).toEqual([]);
  });

  it("refuses what breaks a rule, and says which", async () => {
    const refused = async (change: object) => {
      const { status, body } = await register(change);
      return [status, body.error];
    };
    expect(await refused({ truck_count: 0 })).toEqual([422, expect.stringMatching(/truck_count/)]);
    expect(await refused({ capacity_tons_per_day: -1 })).toEqual([
      422,
      expect.stringMatching(/capacity_tons_per_day/),
    ]);
    expect(await refused({ products: "gravel" })).toEqual([
      400,
      "products should be a list of texts",
    ]);
    expect(await ask(app(), "GET", "/candidates/none")).toMatchObject({ status: 400 });
    expect(
      await ask(app(), "GET", "/candidates/7f1c8a52-3c5e-4b8e-9d0a-2f6f6a1b9c44"),
    ).toMatchObject({
      status: 404,
    });
    const text = await createApp(open.db, [head]).request("/candidates", {
      method: "POST",
      body: "{",
    });
    expect(text.status).toBe(400);
  });

  it("lets one of two reviewers win: a stale version gets 409", async () => {
    const { body } = await register({ contact_email: "dos@aridos.mx" });
    const path = `/candidates/${body.id}`;
    const approve = { version: body.version, status: "approved" };
    const reject = { version: body.version, status: "rejected", rejection_reason: "no trucks" };
    const both = await Promise.all(
      [approve, reject].map((body) => ask<Candidate>(app(), "PATCH", path, { body })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const won = both.find(({ status }) => status === 200)?.body;
    expect(won?.version).toBe(2);
    expect(Date.parse(won?.updatedAt ?? "")).toBeGreaterThan(Date.parse(body.updatedAt));
    expect(both.find(({ status }) => status === 409)?.body.error).toBe(
      "the candidate is at version 2, not at 1",
    );
    expect((await ask(app(), "GET", path)).body).toEqual(won);
    expect(await ask(app(), "PATCH", path, { body: { ...reject, version: 2 } })).toMatchObject({
      status: 200,
      body: { version: 3, status: "rejected", rejectionReason: "no trucks" },
    });
    expect(await ask(app(), "PATCH", path, { body: { version: 3, status: "lost" } })).toMatchObject(
      { status: 422 },
    );
  });

  it("says 503 when the database was never migrated", async () => {
    await open.close();
    await downgrade({ cwd, url: database.url, target: "base" });
    open = await database.open();
    expect(await ask(app(), "GET", "/health")).toMatchObject({
      status: 503,
      body: { reachable: true, revisions: [] },
    });
  });
});
