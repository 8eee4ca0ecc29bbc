import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const limbeck = fileURLToPath(new URL("../../bin/limbeck.js", import.meta.url));

export interface DoctorCheck {
  readonly id: string;
  readonly status: "ok" | "failed" | "skipped";
  readonly text?: string;
  readonly hint?: string;
}

/** What `limbeck doctor --strict` says of a project and a database: every check by its id. */
export async function examine(
  cwd: string,
  url: string,
  skip: readonly string[] = [],
): Promise<Record<string, DoctorCheck>> {
  const args = ["doctor", "--strict", "--json", "--url", url];
  for (const check of skip) args.push("--skip", check);
  const { CI: _, ...env } = process.env;
  const printed = await new Promise<string>((resolve, reject) => {
    const options = { cwd, env: { ...env, NODE_ENV: "development" } };
    execFile(process.execPath, [limbeck, ...args], options, (error, stdout, stderr) => {
      // 3 tells that a check failed: which one is in the report.
      if (error && error.code !== 3) reject(new Error(stderr || error.message));
      else resolve(stdout);
    });
  });
  const { sections } = JSON.parse(printed) as { sections: { checks: DoctorCheck[] }[] };
  const all = sections.flatMap(({ checks }) => checks);
  return Object.fromEntries(all.map((check) => [check.id, check]));
}
