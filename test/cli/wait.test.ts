import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, inject, test } from "vitest";
import { withDatabase } from "../server.js";
import { cliProject, revisionFile } from "./cli-project.js";

const files = {
  "migrations/one_create.ts": revisionFile("one", null, 'op.execute("CREATE TABLE one (id int)");'),
};

/** A port that leads to a server from some moment on; before that nobody listens. */
async function lateServer(to: URL, afterMs: number) {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  const proxy = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    near.pipe(far).pipe(near);
    near.on("error", () => far.destroy());
    far.on("error", () => near.destroy());
  });
  const listening = sleep(afterMs).then(() => proxy.listen(port, "127.0.0.1"));
  const url = new URL(to);
  url.host = `127.0.0.1:${port}`;
  return { url: url.href, stop: () => listening.then(() => proxy.close()) };
}

test("waits for a server that starts late, with and without work to do", () =>
  withDatabase(async (url) => {
    const project = cliProject(files);
    // Late enough for the command to be there first, on a busy machine too.
    const late = await lateServer(new URL(url), 2_000);
    try {
      const report = await project.json<{ ms: number; server: number }>(
        `wait --url ${late.url} --timeout 30s`,
      );
      expect(report.ms).toBeGreaterThan(100);
      expect(report.server).toBeGreaterThan(130_000);
    } finally {
      await late.stop();
    }
    const again = await lateServer(new URL(url), 600);
    try {
      expect((await project.run(`upgrade --url ${again.url} --wait 30s`)).status).toBe(0);
    } finally {
      await again.stop();
    }
  }));

test("gives up in time", async () => {
  const { fails } = cliProject(files);
  const started = performance.now();
  expect(
    await fails("upgrade --wait 1s --url postgresql://ana:hidden@127.0.0.1:1/app"),
  ).toMatchInlineSnapshot(`
      "exit 4
      ! error could not reach 127.0.0.1:1 (connection refused); waited TIME
      !   → Is a server running there, and is the URL right?
      !   database-unreachable"
    `);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(await fails("wait --timeout soon")).toContain('"soon" is not a duration');
});

test("does not wait for what waiting cannot mend", async () => {
  const server = new URL(inject("serverUrl"));
  server.pathname = "/no_such_database";
  const { status, err } = await cliProject(files).run(`wait --timeout 60s --url ${server.href}`);
  expect(status).toBe(1);
  expect(err).toContain("database-missing");
});
