import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { heads } from "limbeck";
import { createApp } from "./app.js";
import { connect } from "./database.js";

const { DATABASE_URL: url, PORT: port = "8000" } = process.env;
if (!url) throw new Error("DATABASE_URL is not set: the service needs a PostgreSQL server");

const cwd = fileURLToPath(new URL("..", import.meta.url));
const revisions = (await heads({ cwd })).map((entry) => entry.revision);
const { db, close } = connect(url);

const { fetch } = createApp(db, revisions);
const server = serve({ fetch, port: Number(port) }, (address) =>
  console.log(`listening on port ${address.port}`),
);

// What was asked before is answered before the process ends.
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => server.close(() => void close()));
