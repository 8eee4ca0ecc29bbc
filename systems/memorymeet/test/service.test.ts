import { fileURLToPath } from "node:url";
import { upgrade } from "limbeck";
import { beforeAll, expect, it } from "vitest";
import { ask } from "../../testing/ask.js";
import { type OpenDatabase, onBothDatabases } from "../../testing/databases.js";
import { createApp } from "../src/app.js";
import { transaction } from "../src/database/index.js";
import { meetings } from "../src/models/index.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const head = "164cf67dea8e";
const search = {
  title: "Search",
  requirements: [{ text: "answers within a second", priority: "must" }],
  tasks: [{ title: "Index the titles", priority: "high" }, { title: "Draw the page" }],
};

interface Prd {
  id: string;
  tasks: { id: string; title: string; status: string }[];
  error?: string;
}

await onBothDatabases("memorymeet", (database) => {
  let open: OpenDatabase;
  beforeAll(async () => {
    await upgrade({ cwd, url: database.url });
    open = await database.open();
    return () => open.close();
  });
  const app = () => createApp(open.db, [head]);
  const meet = async () => {
    const body = { user_id: "ana", title: "Kick-off" };
    const saved = await ask<{ id: string }>(app(), "POST", "/meetings", { body });
    expect(saved.status).toBe(201);
    return saved.body.id;
  };
  const addPrd = (meeting: string, body: object = search) =>
    ask<Prd>(app(), "POST", `/meetings/${meeting}/prd`, { body });

  it("is healthy at head", async () => {
    expect(await ask(app(), "GET", "/health")).toMatchObject({
      status: 200,
      body: { atHead: true, revisions: [head] },
    });
  });

  it("makes a PRD of a meeting, with its tasks", async () => {
    const made = await addPrd(await meet());
    expect(made).toMatchObject({ status: 201, body: { status: "draft" } });
    const listed = await ask<Prd["tasks"]>(app(), "GET", `/prds/${made.body.id}/tasks`);
    expect(listed.body.map(({ title, status }) => [title, status])).toEqual([
      ["Index the titles", "pending"],
      ["Draw the page", "pending"],
    ]);
    const path = `/tasks/${listed.body[0]?.id}`;
    const done = await ask(app(), "PATCH", path, { body: { status: "completed" } });
    expect(done).toMatchObject({ status: 200, body: { status: "completed" } });
    expect(await ask(app(), "PATCH", path, { body: { status: "lost" } })).toMatchObject({
      status: 400,
    });
  });

  it("allows one PRD a meeting, and leaves nothing of a second one", async () => {
    const meeting = await meet();
    const both = await Promise.all([addPrd(meeting), addPrd(meeting)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)?.body.error).toContain("prds_meeting_id_key");
    expect(
      await open.query(
        `select count(distinct p.id)::int as prds, count(*)::int as tasks
         from prds p join tasks t on t.prd_id = p.id where meeting_id = $1`,
        [meeting],
      ),
    ).toEqual([{ prds: 1, tasks: 2 }]);
  });

  it("does all of it or nothing", async () => {
    const meeting = await meet();
    const bad = { ...search, tasks: [{ title: "Index" }, { title: "Draw", priority: "lost" }] };
    expect((await addPrd(meeting, bad)).status).toBe(400);
    expect(
      await open.query(
        "select status, (select count(*)::int from prds where meeting_id = m.id) as prds from meetings m where id = $1",
        [meeting],
      ),
    ).toEqual([{ status: "pending", prds: 0 }]);
    expect((await addPrd("meeting-none")).status).toBe(404);
    expect((await addPrd(meeting, { title: "x" })).body.error).toBe(
      "requirements should be a list",
    );
  });

  it("does the work again when it met another transaction", async () => {
    const id = await meet();
    let tries = 0;
    await transaction(open.db, async (tx) => {
      tries += 1;
      if (tries < 3) throw Object.assign(new Error("could not serialize"), { code: "40001" });
      await tx.update(meetings).set({ title: `try ${tries}` });
    });
    expect(await open.query("select title from meetings where id = $1", [id])).toEqual([
      { title: "try 3" },
    ]);
    const failing = transaction(open.db, async (tx) => {
      await tx.update(meetings).set({ title: "lost" });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await open.query("select title from meetings where title = 'lost'")).toEqual([]);
  });
});
