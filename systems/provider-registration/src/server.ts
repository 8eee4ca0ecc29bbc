import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import { heads } from "limbeck";
import { createApp } from "./app.js";
import { connect } from "./database.js";
import { settings } from "./settings.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const revisions = (await heads({ cwd })).map((entry) => entry.revision);
const { db, close } = connect(settings.databaseUrl);

const server = serve({ fetch: createApp(db, revisions).fetch, port: settings.port }, ({ port }) =>
  console.log(`listening on port ${port}`),
);

// What was asked before is answered before the process ends.
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => server.close(() => void close()));
