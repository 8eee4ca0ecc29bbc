import { mkdirSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCli } from "../../src/cli/run-cli.js";
import { type Page, root, withBlock } from "./page.js";

/** What a reader's machine would show in place of ours. */
const shownProject = "/home/ana/vales";

const manifest = '{ "type": "module", "dependencies": { "limbeck": "^0.1.0" } }\n';

export interface ConsoleProject {
  readonly dir: string;
  write(files: Readonly<Record<string, string>>): void;
  /** Runs one line of a console block and gives what it prints, made the same on every machine. */
  run(line: string): Promise<Ran>;
  remove(): void;
}

export interface Ran {
  readonly text: string;
  readonly status: number;
}

/** A project inside the repository, so that its models find drizzle-orm as a user's would. */
export function consoleProject(files: Readonly<Record<string, string>>): ConsoleProject {
  mkdirSync(join(root, ".limbeck"), { recursive: true });
  const dir = mkdtempSync(join(root, ".limbeck/docs-"));
  const write = (more: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(more)) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), text);
    }
  };
  write({ "package.json": manifest, ...files });
  return {
    dir,
    write,
    run: (line) => run(dir, line),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

async function run(dir: string, line: string): Promise<Ran> {
  const words = [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare!,
  );
  const env: Record<string, string> = {};
  for (let pair = assignment(words[0]!); pair; pair = assignment(words[0]!)) {
    env[pair[1]!] = pair[2]!;
    words.shift();
  }
  const [command, ...args] = words;
  if (command === "rm") {
    unlinkSync(join(dir, args[0]!));
    return { text: "", status: 0 };
  }
  if (command === "cat") return { text: readFileSync(join(dir, args[0]!), "utf8"), status: 0 };
  if (command !== "limbeck") throw new Error(`cannot run: ${line}`);
  let text = "";
  const add = (more: string) => {
    text += more;
  };
  const status = await around(dir, env, () =>
    runCli(args, {
      out: add,
      err: add,
      interactive: false,
      color: false,
      width: 100,
      cwd: dir,
      signal: new AbortController().signal,
    }),
  );
  return { text: normal(text, dir), status };
}

function assignment(word: string): RegExpExecArray | null {
  return /^([A-Z_]+)=(.*)$/.exec(word);
}

/** As a developer's shell has it: no CI, no production, in the project's folder. */
async function around<T>(
  dir: string,
  env: Readonly<Record<string, string>>,
  work: () => Promise<T>,
): Promise<T> {
  const before = { ...process.env };
  const cwd = process.cwd();
  for (const name of ["CI", "NODE_ENV", "NO_COLOR", "FORCE_COLOR"]) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(dir);
  try {
    return await work();
  } finally {
    process.chdir(cwd);
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** What differs from run to run, or from machine to machine, gets one spelling. */
function normal(text: string, dir: string): string {
  return text
    .replaceAll(dir, shownProject)
    .replace(/\blocalhost:\d+\/limbeck_test_[0-9a-f]+ as postgres/g, "localhost:5432/app as ana")
    .replace(/\blimbeck_test_[0-9a-f]+\b/g, "app")
    .replace(/\b\d{4}-\d\d-\d\d\b/g, "2026-11-21")
    .replace(/(2026-11-21 )\d\d:\d\d:\d\d/g, (_all, day: string) => `${day}09:30:00`)
    .replace(/\b(?:\d+ ms|\d+\.\d s)\b/g, "9 ms")
    .replace(/"ms": \d+/g, '"ms": 9');
}

export interface Played {
  /** The page as it should read. */
  readonly text: string;
  /** Of every command that was run, in order. */
  readonly ran: readonly (Ran & { readonly line: string })[];
}

/** Does what a page says: writes the files it shows, runs its commands, gives it with their output. */
export async function play(page: Page, project: ConsoleProject): Promise<Played> {
  let text = page.text;
  const ran: (Ran & { line: string })[] = [];
  // From the last block back, a replaced one does not move the lines of those before it.
  const replaced: [(typeof page.blocks)[number], string][] = [];
  for (const block of page.blocks) {
    const file = /^file (\S+)$/.exec(block.mark)?.[1];
    if (file !== undefined) project.write({ [file]: `${block.text}\n` });
    if (block.mark !== "run") continue;
    const out: string[] = [];
    for (const line of block.text.split("\n").filter((one) => one.startsWith("$ "))) {
      const result = await project.run(line.slice(2));
      ran.push({ ...result, line });
      out.push(line, ...(result.text === "" ? [] : [result.text.trimEnd()]));
    }
    replaced.push([block, out.join("\n")]);
  }
  for (const [block, body] of replaced.reverse()) text = withBlock(text, block, body);
  return { text, ran };
}

/** Whether a page asks for a database: its commands reach one. */
export function needsDatabase(page: Page): boolean {
  return page.blocks.some(
    ({ mark, text }) =>
      mark === "run" && /^\$ limbeck (?:upgrade|downgrade|stamp|current)\b/m.test(text),
  );
}
