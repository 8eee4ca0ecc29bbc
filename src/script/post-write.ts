import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { LimbeckError, messageOf } from "../diagnostic/index.js";
import { shownPath } from "./shown-path.js";

/** What a post-write hook is told. */
export interface WrittenRevision {
  /** Absolute. */
  readonly file: string;
  readonly revision: string;
}

/**
 * A command line, run in the configuration's folder with the file as its last argument, or in place
 * of `REVISION_SCRIPT_FILENAME`; or a function.
 */
export type PostWriteHook = string | ((written: WrittenRevision) => unknown);

/**
 * Runs hooks on a new revision file, one after another, in the project's folder.
 *
 * @throws {LimbeckError} `hook-failed` with what the hook said; the file stays
 */
export async function runHooks(
  hooks: readonly PostWriteHook[],
  written: WrittenRevision,
  dir: string,
): Promise<void> {
  for (const hook of hooks)
    try {
      if (typeof hook === "string") await runCommand(hook, written.file, dir);
      else await hook(written);
    } catch (error) {
      const name = typeof hook === "string" ? hook : hook.name || "a function";
      throw new LimbeckError(
        "hook-failed",
        `${shownPath(written.file)} is written, but the hook \`${name}\` failed: ${messageOf(error)}`,
        {
          hint: `The file is as it was before, or as the hook left it. Correct the hook in postWriteHooks and run it on the file, or delete the file and begin again.`,
          details: { file: written.file, revision: written.revision, hook: name },
          cause: error,
        },
      );
    }
}

const token = "REVISION_SCRIPT_FILENAME";

function runCommand(line: string, file: string, dir: string): Promise<void> {
  // The path goes by the environment: no shell has to be told how to quote it.
  const place = process.platform === "win32" ? `"%${token}%"` : `"$${token}"`;
  const command = line.includes(token)
    ? line.replaceAll(new RegExp(`"?${token}"?`, "g"), () => place)
    : `${line} ${place}`;
  return new Promise((resolve, reject) => {
    const child = spawn(command, {
      cwd: dir,
      shell: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, [token]: file, PATH: searchPath(dir) },
    });
    let said = "";
    const listen = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) return resolve();
      const how = code === null ? `stopped by ${signal}` : `exit status ${code}`;
      reject(new Error(said.trim() === "" ? how : `${how}\n${said.trim()}`));
    });
  });
}

/** What the project has installed comes first, as in a script of `package.json`. */
function searchPath(dir: string): string {
  const folders: string[] = [];
  for (let at = dir; ; at = dirname(at)) {
    folders.push(join(at, "node_modules", ".bin"));
    if (dirname(at) === at) break;
  }
  return [...folders, process.env.PATH ?? process.env.Path ?? ""].join(delimiter);
}
