import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { delimiter } from "node:path";
import { fileURLToPath } from "node:url";

// What .github/workflows/migrations.yml runs, step by step: `npm run ci` is all of it, on DATABASE_URL.
const verdict = "migration-results/verdict.md";
const base = process.env.GITHUB_BASE_REF ? ["--base", `origin/${process.env.GITHUB_BASE_REF}`] : [];
const log = ["--log-format", "json"];
const steps = {
  syntax: [
    ["limbeck", "history"],
    ["limbeck", "ci", ...base, "--format", "markdown", "--output", verdict],
  ],
  apply: [
    ["limbeck", "wait"],
    ["limbeck", "upgrade", "head", ...log],
  ],
  status: [
    ["limbeck", "current", "--check-heads"],
    ["limbeck", "check", "--from", "database"],
  ],
  rollback: [
    ["limbeck", "downgrade", "base", ...log],
    ["limbeck", "upgrade", "head", ...log],
  ],
};

const cwd = fileURLToPath(new URL(".", import.meta.url));
const programs = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));
const results = new URL("migration-results/", import.meta.url);
// The report for people; beside it, every statement with its duration, an object a line.
const report = new URL("report.md", results);
const timings = new URL("timings.jsonl", results);
const wanted = process.argv.slice(2);

if (wanted.length === 0 || wanted[0] === "syntax") {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  writeFileSync(report, "## Migrations, step by step\n");
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
    const logged = args.includes("--log-format");
    if (logged) appendFileSync(timings, stderr);
    printed += `$ ${[command, ...args].join(" ")}\n${stdout}${logged ? "" : stderr}`;
    failed = status !== 0;
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(`${failed ? "✗" : "✓"} ${name} (${seconds} s)\n${printed}`);
  const mark = failed ? "❌" : "✅";
  appendFileSync(report, `\n${mark} **${name}** (${seconds} s)\n\n${unfolded(printed)}`);
  if (name === "syntax" && existsSync(new URL("verdict.md", results)))
    appendFileSync(report, `\n${readFileSync(new URL("verdict.md", results), "utf8")}`);
  if (failed) process.exit(1);
}

function unfolded(printed) {
  return `<details><summary>output</summary>\n\n\`\`\`console\n${printed}\`\`\`\n\n</details>\n`;
}
