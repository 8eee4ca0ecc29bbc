// `npm run systems`: the tests and walkthroughs of every system on both databases, then each under load,
// then a line for each thing that is asked of it. What is claimed names the test that shows it; what did
// not run is not claimed.
//
//   --only NAME    one system
//   --no-load      without the load: ten seconds and more for each
//   --report FILE  from vitest's report of a run that was, in JSON
import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { print, readTests, systems } from "./testing/requirements.mjs";
import { withServer } from "./testing/server.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    only: { type: "string" },
    load: { type: "boolean", default: true },
    report: { type: "string" },
  },
  allowNegative: true,
});
const names = systems().filter((name) => values.only === undefined || name === values.only);
if (names.length === 0)
  throw new Error(`there is no system ${values.only}: ${systems().join(", ")}`);

const results = values.report ? readTests(values.report) : await withServer(runAll);
process.exitCode = print(names, results);

async function runAll(url) {
  const report = join(root, ".limbeck/systems-report.json");
  mkdirSync(join(root, ".limbeck"), { recursive: true });
  rmSync(report, { force: true });
  const files = names.map((name) => `systems/${name}/`);
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile=${report}`];
  const { CI: _, DATABASE_URL: __, ...env } = process.env;
  await run("vitest", ["run", "--project", "systems", ...reporters, ...files], {
    ...env,
    LIMBECK_TEST_URL: url,
    SYSTEMS: "all",
  });
  const results = readTests(report);
  if (values.load)
    for (const name of names) results.push(await loadOf(name, { ...env, DATABASE_URL: url }));
  return results;
}

/** As a result among the others: what the system's load said, and whether it held. */
async function loadOf(system, env) {
  const { status, stdout } = await run(
    "npm",
    ["run", "--silent", "load", "-w", system],
    env,
    "pipe",
  );
  process.stdout.write(stdout);
  const reason = /skipped: (.*)/.exec(stdout)?.[1];
  return {
    system,
    title: "load",
    where: "server",
    status: reason ? "skipped" : status === 0 ? "passed" : "failed",
    reason,
    message: stdout.trim() || "it did not come to an end",
  };
}

/** Runs a program, which ends with this one. */
function run(command, args, env, output = "inherit") {
  const program = command === "npm" ? command : join(root, "node_modules/.bin", command);
  const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", output, "inherit"] });
  const stop = () => child.kill();
  process.once("exit", stop);
  let stdout = "";
  child.stdout?.on("data", (text) => {
    stdout += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      process.off("exit", stop);
      resolve({ status, stdout });
    });
  });
}
