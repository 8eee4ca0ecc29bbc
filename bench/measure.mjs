import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Runs a whole process and gives its wall time in milliseconds; anything but success is an error. */
export async function runProcess({ command, args, cwd, env }) {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    err += text;
  });
  const status = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const ms = performance.now() - started;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: exit ${status}\n${err || out}`);
  return { ms, out };
}

/**
 * Runs several commands in turn, A B A B …, so that a machine whose speed drifts is unfair to none.
 * `before` is called before every run and gives what to run.
 */
export async function inTurn(commands, { runs, warmUp }) {
  const times = new Map(commands.map(({ name }) => [name, []]));
  for (let round = 0; round < warmUp + runs; round += 1) {
    for (const { name, before } of commands) {
      const { ms } = await runProcess(await before());
      if (round >= warmUp) times.get(name).push(ms);
    }
  }
  return times;
}

/** Peak memory in MiB and every module file a node process loaded; a run of its own for each. */
export async function inspect(invocation) {
  const folder = mkdtempSync(join(tmpdir(), "limbeck-bench-inspect-"));
  const report = join(folder, "report");
  const hook = (name) => fileURLToPath(new URL(name, import.meta.url));
  const run = async (option) => {
    const env = { ...invocation.env, NODE_OPTIONS: option, LIMBECK_BENCH_REPORT: report };
    await runProcess({ ...invocation, env });
    const text = existsSync(report) ? readFileSync(report, "utf8") : "";
    rmSync(report, { force: true });
    return text;
  };
  try {
    return {
      async peak() {
        return Number(await run(`--require ${hook("report-memory.cjs")}`)) / 1024;
      },
      async modules() {
        return [...new Set((await run(`--import ${hook("report-modules.mjs")}`)).split("\n"))];
      },
      done: () => rmSync(folder, { recursive: true, force: true }),
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of the ratios of runs that were neighbours in time. */
export function ratio(ours, theirs) {
  return median(ours.map((ms, i) => ms / theirs[i]));
}
