import { createServer, type Server, type Socket } from "node:net";
import pg from "pg";
import { afterAll, describe, expect, inject, it } from "vitest";
import {
  fromPgClient,
  openConnection,
  openPostgres,
  withConnection,
} from "../../src/driver/engines.js";
import { backendOf, databaseUrl, untilAsleep, withDatabase } from "../server.js";

const servers: Server[] = [];
const sockets: Socket[] = [];
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
});

/** Listens on a free port; `answer` gets every connection. */
async function listening(answer: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    sockets.push(socket.on("error", () => {}));
    answer(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as { port: number }).port;
}

async function failure(
  url: string,
): Promise<{ code: string; message: string; hint: string; details: Record<string, unknown> }> {
  const error = await openPostgres(url).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const { code, message, hint, details } = error as Awaited<ReturnType<typeof failure>>;
  const text = JSON.stringify([message, hint, details]);
  expect(text).not.toContain("s3cret");
  return { code, message, hint, details };
}

describe("what cannot be reached", () => {
  it("a port where nobody listens: at once", async () => {
    const port = await listening(() => {});
    await new Promise((resolve) => servers.at(-1)?.close(resolve));
    const { code, message, details } = await failure(
      `postgresql://ana:s3cret@127.0.0.1:${port}/app`,
    );
    expect([code, message]).toEqual([
      "database-unreachable",
      `could not reach 127.0.0.1:${port} (connection refused)`,
    ]);
    expect(details).toMatchObject({ host: "127.0.0.1", port });
  });

  it("a server that never answers: after connect_timeout", async () => {
    const port = await listening(() => {});
    const started = performance.now();
    const { code, message } = await failure(
      `postgresql://ana:s3cret@127.0.0.1:${port}/app?connect_timeout=0.4`,
    );
    expect([code, message]).toEqual([
      "database-unreachable",
      `could not reach 127.0.0.1:${port} within 0.4 s (no answer)`,
    ]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("a server that stops answering after TLS was declined", async () => {
    const port = await listening((socket) => socket.once("data", () => socket.write("N")));
    const { message } = await failure(
      `postgresql://ana:s3cret@127.0.0.1:${port}/app?connect_timeout=0.4`,
    );
    expect(message).toContain("within 0.4 s (no answer)");
  });

  it("something that is no PostgreSQL", async () => {
    const port = await listening((socket) =>
      socket.once("data", () => socket.end("HTTP/1.1 400 Bad\r\n")),
    );
    const { code, message } = await failure(`postgresql://ana:s3cret@127.0.0.1:${port}/app`);
    expect([code, message]).toEqual([
      "database-unreachable",
      expect.stringContaining("is not a PostgreSQL server"),
    ]);
  });

  it("a server that closes the connection", async () => {
    const port = await listening((socket) => socket.once("data", () => socket.end()));
    const { code } = await failure(`postgresql://ana:s3cret@127.0.0.1:${port}/app`);
    expect(code).toBe("database-unreachable");
  });

  it("a socket that is not there", async () => {
    const { code, message } = await failure("postgresql:///app?host=/nowhere/at/all&user=ana");
    expect(code).toBe("database-unreachable");
    expect(message).toContain("there is no socket");
  });
});

describe("what the server refuses", () => {
  it("a wrong or missing password", async () => {
    const server = inject("serverUrl");
    const url = (password: string) => server.replace(/\/\/[^@]*@/, `//limbeck_locked${password}@`);
    await withConnection(server, {}, (admin) =>
      admin.script(`DO $$ BEGIN CREATE ROLE limbeck_locked LOGIN PASSWORD 's3cret ñ';
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`),
    );
    const wrong = await failure(url(":s3cret-wrong"));
    expect(wrong.code).toBe("database-auth");
    expect(wrong.message).toContain("limbeck_locked");
    const none = await failure(url(""));
    expect(none).toMatchObject({
      code: "database-auth",
      hint: expect.stringContaining("PGPASSWORD"),
    });
    const right = await openPostgres(url(`:${encodeURIComponent("s3cret ñ")}`));
    expect(await right.query("SELECT current_user AS who")).toEqual([{ who: "limbeck_locked" }]);
    await right.close();
  });

  it("a database that the role may not enter, and one that nobody may", () =>
    withDatabase(async (url) => {
      const { pathname } = new URL(url);
      const name = pathname.slice(1);
      const role = `${name}_guest`;
      await withConnection(inject("serverUrl"), {}, async (admin) => {
        await admin.script(
          `CREATE ROLE ${role} LOGIN; REVOKE CONNECT ON DATABASE ${name} FROM PUBLIC`,
        );
        try {
          const guest = new URL(url);
          guest.username = role;
          expect(await failure(guest.href)).toMatchObject({
            code: "database-auth",
            message: expect.stringContaining(`permission denied for database "${name}"`),
            hint: `Give it the right to: GRANT CONNECT ON DATABASE "${name}" TO "${role}";`,
          });
          await admin.script(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
          expect(await failure(url)).toMatchObject({
            code: "database-refused",
            message: expect.stringContaining("is not currently accepting connections"),
          });
        } finally {
          await admin.script(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
          await admin.script(`DROP ROLE ${role}`);
        }
      });
    }));

  it("a database that does not exist", async () => {
    const { code, message } = await failure(databaseUrl(inject("serverUrl"), "no such ñ"));
    expect(code).toBe("database-missing");
    expect(message).toContain("no such ñ");
  });
});

describe("a session on a server", () => {
  it("has the settings of its URL", async () => {
    const url = `${inject("serverUrl")}?options=-c%20search_path%3Dplay`;
    const shown = await withConnection(url, { applicationName: "my app" }, (connection) =>
      connection.script("SHOW search_path; SHOW application_name"),
    );
    expect(shown).toEqual([[{ search_path: "play" }], [{ application_name: "my app" }]]);
  });

  it("is limbeck's unless it is named", async () => {
    const [row] = await withConnection(inject("serverUrl"), {}, (connection) =>
      connection.query("SHOW application_name"),
    );
    expect(row).toEqual({ application_name: "limbeck" });
  });

  it("takes few round trips to open: TLS question, start, and no more", async () => {
    const { hostname, port } = new URL(inject("serverUrl"));
    let connections = 0;
    let flights = 0;
    const relay = await listening((socket) => {
      connections += 1;
      const upstream = new pg.Client({ host: hostname, port: Number(port) }).connection
        .stream as Socket;
      upstream.connect(Number(port), hostname).on("error", () => {});
      sockets.push(upstream);
      socket.on("data", (chunk) => {
        flights += 1;
        upstream.write(chunk);
      });
      upstream.on("data", (chunk) => socket.write(chunk));
    });
    const connection = await openPostgres(`postgresql://postgres@127.0.0.1:${relay}/postgres`);
    expect([connections, flights]).toEqual([1, 2]);
    expect(connection.server.major).toBeGreaterThanOrEqual(13);
    await connection.close();
  });

  it("that is cut says that it was lost, now and later", async () => {
    const connection = await openConnection(inject("serverUrl"));
    await expect(
      connection.query("SELECT pg_terminate_backend(pg_backend_pid())"),
    ).rejects.toMatchObject({
      code: "database-lost",
      message: expect.stringContaining("terminating connection due to administrator command"),
    });
    expect(connection.poisoned).toBe(true);
    await expect(connection.script("SELECT 1")).rejects.toMatchObject({ code: "database-lost" });
    await connection.close();
  });

  it("that is cut while idle says so at the next call, and does not end the process", async () => {
    const connection = await openConnection(inject("serverUrl"));
    const [row] = await connection.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    await withConnection(inject("serverUrl"), {}, (admin) =>
      admin.query("SELECT pg_terminate_backend($1)", [row?.pid]),
    );
    await expect.poll(() => connection.poisoned).toBe(true);
    await expect(connection.query("SELECT 1")).rejects.toMatchObject({
      code: "database-lost",
      message: expect.stringContaining("administrator command"),
    });
    await connection.close();
  });

  it("can be cancelled and goes on", async () => {
    await withConnection(inject("serverUrl"), {}, async (connection) => {
      const pid = await backendOf(connection);
      const ended = expect(connection.query("SELECT pg_sleep(30)")).rejects.toMatchObject({
        server: { sqlState: "57014" },
      });
      await untilAsleep(inject("serverUrl"), pid);
      await connection.cancel();
      await ended;
      expect(await connection.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    });
  });

  it("closes though a statement is running", async () => {
    const connection = await openConnection(inject("serverUrl"));
    const pid = await backendOf(connection);
    const ended = expect(connection.query("SELECT pg_sleep(30)")).rejects.toMatchObject({
      code: "database-lost",
    });
    await untilAsleep(inject("serverUrl"), pid);
    await connection.close();
    await ended;
  });

  it("is opened on the database of its URL", async () => {
    await withDatabase(async (url) => {
      const [row] = await withConnection(url, {}, (c) =>
        c.query("SELECT current_database() AS name"),
      );
      expect(`/${row?.name}`).toBe(new URL(url).pathname);
    });
  });
});

describe("a client of the application", () => {
  it("is used and left open", async () => {
    const client = new pg.Client(inject("serverUrl"));
    await client.connect();
    const connection = await fromPgClient(client);
    expect(connection.server.major).toBeGreaterThanOrEqual(13);
    expect(await connection.query("SELECT $1::int AS a", [1])).toEqual([{ a: 1 }]);
    await expect(connection.script("SELECT 1; SELECT 1/0")).rejects.toMatchObject({ completed: 1 });
    const pid = await backendOf(connection);
    const ended = expect(connection.query("SELECT pg_sleep(30)")).rejects.toMatchObject({
      server: { sqlState: "57014" },
    });
    await untilAsleep(inject("serverUrl"), pid);
    await connection.cancel();
    await ended;
    await connection.close();
    expect((await client.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await client.end();
  });

  it("of a pool goes back to it, unless it was lost", async () => {
    const pool = new pg.Pool({ connectionString: inject("serverUrl"), max: 1 });
    const first = await fromPgClient(pool);
    await first.query("SELECT 1");
    await first.close();
    expect([pool.totalCount, pool.idleCount]).toEqual([1, 1]);
    const second = await fromPgClient(pool);
    await expect(second.query("SELECT pg_terminate_backend(pg_backend_pid())")).rejects.toThrow(
      "lost",
    );
    await second.close();
    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });
});
