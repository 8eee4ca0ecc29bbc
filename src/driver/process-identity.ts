import { readFileSync } from "node:fs";
import { hostname } from "node:os";

/** A process, told apart from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, as the system tells (Linux only). */
  readonly start?: string | undefined;
  readonly host: string;
}

/** This process. */
export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, start: startOf(process.pid), host: hostname() };
}

/** Whether a process is certainly gone. What runs on another host is never certain. */
export function isDead({ pid, start, host }: ProcessIdentity): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
  const running = startOf(pid);
  return start !== undefined && running !== undefined && running !== start;
}

/** Boot and clock ticks since: a number of its own for every process. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, second and in parentheses, may hold spaces: count from its end. The 22nd is the start.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").slice(0, 8);
    return `${boot}:${fields[19]}`;
  } catch {
    return undefined;
  }
}
