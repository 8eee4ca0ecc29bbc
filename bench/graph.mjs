// What a very large folder costs: `heads` and `current` of 10,000 revisions, first and again, beside
// a script that connects with pg and selects 1. Needs a build: npm run build.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inTurn, median, runProcess } from "./measure.mjs";
import { id, writeProject } from "./project.mjs";
import { startServer } from "./server.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const cli = join(here, "../dist/cli/main.js");
const named = process.argv.indexOf("--count");
const count = named < 0 ? 10_000 : Number(process.argv[named + 1]);
const runs = process.argv.includes("--quick") ? 5 : 15;

const folder = mkdtempSync(join(tmpdir(), "limbeck-bench-graph-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const server = await startServer();
try {
  const project = writeProject(join(folder, "project"), count);
  // The models are beside the point.
  writeFileSync(join(project, "limbeck.config.ts"), 'export default { url: "postgresql://" };\n');
  const address = server.url("postgres");
  const env = { DATABASE_URL: address };
  const limbeck = (...args) => ({
    command: process.execPath,
    args: [cli, ...args],
    cwd: project,
    env: {},
  });
  const url = ["--url", address];
  await runProcess(limbeck("stamp", id(count), ...url));
  const cold = () => {
    for (const kept of ["headers", "heads-1"])
      rmSync(join(project, `.limbeck/cache/${kept}.json`), { force: true });
    return limbeck("heads");
  };
  const times = await inTurn(
    [
      {
        name: "node, pg, SELECT 1",
        before: () => ({
          command: process.execPath,
          args: [join(here, "select-one.mjs")],
          cwd: here,
          env,
        }),
      },
      { name: "heads, first", before: cold },
      { name: "heads, again", before: () => limbeck("heads") },
      { name: "current, again", before: () => limbeck("current", ...url) },
    ],
    { runs, warmUp: 1 },
  );
  const floor = median(times.get("node, pg, SELECT 1"));
  console.log(`${count} revisions; medians of ${runs} runs in turn, whole processes`);
  for (const [name, all] of times) {
    const ms = median(all);
    const least = Math.min(...all);
    console.log(
      `${name.padEnd(20)} ${ms.toFixed(0).padStart(6)} ms  (least ${least.toFixed(0)})  ${(ms / floor).toFixed(2)} ×`,
    );
  }
} finally {
  await server.stop();
}
