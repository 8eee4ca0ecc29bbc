import { type ChildProcess, execFile, spawn } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll } from "vitest";
import { type CliProject, type Ran, words } from "./cli-project.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
let home = "";

/** Builds the package into a folder of its own, for tests that need real processes; or its types. */
export function buildCli({ types = false } = {}): void {
  beforeAll(async () => {
    home = realpathSync(mkdtempSync(join(tmpdir(), "limbeck-built-")));
    copyFileSync(join(root, "package.json"), join(home, "package.json"));
    for (const folder of ["bin", "templates"])
      cpSync(join(root, folder), join(home, folder), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(home, "node_modules"));
    const options = ["--out", join(home, "dist"), ...(types ? [] : ["--no-types"])];
    await promisify(execFile)(process.execPath, [join(root, "scripts/build.mjs"), ...options]);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));
}

/** A file of the package that was built: `dist/index.js`. */
export const builtFile = (path: string): string => join(home, path);

export interface Running {
  readonly child: ChildProcess;
  /** Settles when the process has ended. */
  readonly ended: Promise<Ran>;
  /** Settles when stdout or stderr has said it. */
  said(text: string): Promise<void>;
}

/** Starts a command line in a process of its own, in the project's folder. */
export function start(
  project: CliProject,
  line: string | readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const main = join(home, "dist/cli/main.js");
  const child = spawn(process.execPath, [main, ...words(line)], {
    cwd: project.dir,
    env: { ...process.env, ...env },
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
  const ended = new Promise<Ran>((resolve) => {
    child.on("close", (code, signal) =>
      resolve({ status: code ?? -1, out, err: err + (signal ?? "") }),
    );
  });
  const said = async (text: string) => {
    while (!(out + err).includes(text)) {
      if (child.exitCode !== null) throw new Error(`ended without ${text}:\n${out}${err}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, ended, said };
}
