import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Case } from "./cases.js";
import type { Comparison } from "./compare-engines.js";
import type { Outcome } from "./outcome.js";
import type { WorkerSetup } from "./worker.js";

const program = fileURLToPath(new URL("./run.mjs", import.meta.url));

/** Cases for one process; an embedded database never gives memory back. */
const perProcess = 150;

/** What one process can be asked. */
export type Task = { readonly given: Case } | { readonly comparison: Comparison };

export interface Lane {
  readonly setup: WorkerSetup;
  readonly tasks: readonly Task[];
}

/**
 * Works each lane off in a process of its own, which is killed and replaced when a case does not end in
 * time.
 */
export async function runLanes(
  lanes: readonly Lane[],
  deadline: number,
  done: (outcome: Outcome) => void,
): Promise<void> {
  await Promise.all(lanes.map((lane) => runLane(lane, deadline, done)));
}

async function runLane({ setup, tasks }: Lane, deadline: number, done: (o: Outcome) => void) {
  let worker: ChildProcess | undefined;
  let used = 0;
  const stop = () => worker?.kill("SIGKILL");
  process.once("exit", stop);
  try {
    for (const task of tasks) {
      if (!worker || worker.exitCode !== null || worker.signalCode !== null || used >= perProcess) {
        stop();
        worker = fork(program, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
        worker.send({ setup });
        used = 0;
      }
      used += 1;
      done(await ask(worker, setup, task, deadline));
    }
  } finally {
    stop();
    process.off("exit", stop);
  }
}

function ask(
  worker: ChildProcess,
  { engine }: WorkerSetup,
  task: Task,
  deadline: number,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const end = (outcome: Outcome) => {
      clearTimeout(timer);
      worker.removeAllListeners("message").removeAllListeners("exit");
      resolve(outcome);
    };
    const lost = (reason: string): Outcome => ({
      ...("given" in task
        ? { id: task.given.id, engine }
        : { id: task.comparison.id, engine: "both" }),
      failed: { stage: "time", reason },
      rows: 0,
      warnings: [],
      reordered: false,
      catalogs: [],
      ms: deadline,
    });
    const timer = setTimeout(() => {
      worker.kill("SIGKILL");
      end(lost(`did not end within ${deadline / 1000} s`));
    }, deadline);
    worker.once("message", (outcome) => end(outcome as Outcome));
    worker.once("exit", () => end(lost("its process died")));
    worker.send(task);
  });
}
