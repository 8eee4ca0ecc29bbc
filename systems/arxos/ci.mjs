import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";

// What .github/workflows/migrations.yml runs, step by step: `npm run ci` is all of it, on DATABASE_URL.
const steps = {
  syntax: [
    ["limbeck", "heads"],
    ["limbeck", "history"],
    ["limbeck", "check"],
  ],
  apply: [
    ["limbeck", "wait"],
    ["limbeck", "upgrade", "head"],
  ],
  status: [
    ["limbeck", "current", "--check-heads"],
    ["limbeck", "check", "--from", "database"],
  ],
  rollback: [
    ["limbeck", "downgrade", "base"],
    ["limbeck", "upgrade", "head"],
  ],
};

const cwd = fileURLToPath(new URL(".", import.meta.url));
const programs = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));
const results = new URL("migration-results/", import.meta.url);
const report = new URL("report.md", results);
const wanted = process.argv.slice(2);

mkdirSync(results, { recursive: true });
if (wanted.length === 0 || wanted[0] === "syntax") {
  rmSync(report, { force: true });
  appendFileSync(report, "## Migrations\n");
}
for (const name of wanted.length > 0 ? wanted : Object.keys(steps)) runStep(name);
if (wanted.length === 0) process.stdout.write(`\n${readFileSync(report, "utf8")}`);

/** A line for people, what was printed for who wants to know more; the first failure ends the run. */
function runStep(name) {
  if (!(name in steps))
    throw new Error(`there is no step ${name}: ${Object.keys(steps).join(", ")}`);
  const began = performance.now();
  let printed = "";
  let failed = false;
  for (const [command, ...args] of steps[name]) {
    if (failed) break;
    const env = { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH}` };
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: "utf8" });
    printed += `$ ${[command, ...args].join(" ")}\n${stdout}${stderr}`;
    failed = status !== 0;
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`${failed ? "✗" : "✓"} ${name} (${seconds} s)\n${printed}`);
  appendFileSync(
    report,
    `\n${failed ? "❌" : "✅"} **${name}** (${seconds} s)\n\n<details><summary>output</summary>\n\n\`\`\`console\n${printed}\`\`\`\n\n</details>\n`,
  );
  if (failed) process.exit(1);
}
