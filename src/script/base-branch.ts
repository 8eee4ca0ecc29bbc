import { execFile } from "node:child_process";
import { join } from "node:path";
import { LimbeckError } from "../diagnostic/index.js";
import { isRevisionName } from "./revision-files.js";

/** A file as a commit has it. */
export interface CommittedFile {
  /** Where it lies, or would lie, in the working tree; absolute. */
  readonly file: string;
  readonly text: string;
}

/** What git knows of the branch that this work will be merged into. */
export interface BaseBranch {
  /** As it was named: `origin/main`. */
  readonly ref: string;
  /** The commit where this work left it. */
  readonly commit: string;
  /** Revision files as of that commit. */
  readonly left: readonly CommittedFile[];
  /** Revision files as of now. */
  readonly tip: readonly CommittedFile[];
}

/**
 * Reads the revision files of another branch, with git.
 *
 * @throws {LimbeckError} `base-unknown` without git, outside of a repository, for a branch there is
 *   not, or where the history was not fetched
 */
export async function readBaseBranch(
  ref: string,
  folders: readonly string[],
  dir: string,
  { recursive = false }: { readonly recursive?: boolean } = {},
): Promise<BaseBranch> {
  await git(["rev-parse", "--git-dir"], dir, notARepository);
  const found = await git(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`], dir, () =>
    unknown(
      `git knows no branch or commit ${ref}`,
      `Fetch it first: \`git fetch origin ${ref.replace(/^origin\//, "")}\`. On GitHub Actions: actions/checkout with fetch-depth: 0.`,
    ),
  );
  const tip = found.trim();
  const left = await git(["merge-base", tip, "HEAD"], dir, () =>
    unknown(
      `git does not know where this branch left ${ref}`,
      "Fetch the whole history: `git fetch --unshallow`. On GitHub Actions: actions/checkout with fetch-depth: 0.",
    ),
  );
  const commit = left.trim();
  const read = (at: string) => filesAt(at, folders, recursive);
  const then = await read(commit);
  return { ref, commit, left: then, tip: tip === commit ? then : await read(tip) };
}

async function filesAt(
  commit: string,
  folders: readonly string[],
  recursive: boolean,
): Promise<CommittedFile[]> {
  const found: CommittedFile[] = [];
  for (const folder of folders) {
    // In a folder, git lists that folder; nothing where the commit has none.
    const listed = await git(["ls-tree", "-z", ...(recursive ? ["-r"] : []), commit], folder);
    const entries = listed.split("\0").flatMap((line) => {
      const [, hash, path] = /^\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
      if (hash === undefined || path === undefined) return [];
      return isRevisionName(path.split("/").at(-1)!) ? [{ hash, file: join(folder, path) }] : [];
    });
    const hashes = entries.map(({ hash }) => hash);
    const texts = textsIn(await git(["cat-file", "--batch"], folder, undefined, hashes.join("\n")));
    found.push(...entries.map(({ file }, i) => ({ file, text: texts[i]! })));
  }
  return found;
}

/** What `cat-file --batch` prints: for each object a line with its size, and its bytes. */
function textsIn(output: string): string[] {
  const bytes = Buffer.from(output, "latin1");
  const texts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf("\n", at);
    const size = Number(bytes.toString("latin1", at, end).split(" ")[2]);
    texts.push(bytes.toString("utf8", end + 1, end + 1 + size));
    at = end + size + 2;
  }
  return texts;
}

/** Runs git and gives what it prints, a character for each byte. */
function git(
  args: readonly string[],
  cwd: string,
  failed: (said: string) => LimbeckError = failure,
  input = "",
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, encoding: "latin1", maxBuffer: 2 ** 30 } as const;
    const child = execFile("git", args, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      if (error.code === "ENOENT")
        return reject(unknown("git is not installed here", "Install git, or leave --base out."));
      reject(failed(stderr.trim()));
    });
    child.stdin?.on("error", () => {}).end(input);
  });
}

function notARepository(said: string): LimbeckError {
  const why = /not a git repository/.test(said) ? "this folder is in no git repository" : said;
  return unknown(
    `the base branch cannot be read: ${why}`,
    "Run it in a clone of the repository, or leave --base out: then all revisions count as new.",
  );
}

function failure(said: string): LimbeckError {
  return unknown(
    `git cannot read the base branch: ${said}`,
    "See that the same works by hand: `git status`.",
  );
}

function unknown(message: string, hint: string): LimbeckError {
  return new LimbeckError("base-unknown", message, { hint });
}
