import { readFileSync } from "node:fs";
import { LimbeckError } from "../diagnostic/index.js";
import { evaluateRevision } from "./evaluate-revision.js";
import { faultHint, loadFault } from "./load-fault.js";
import {
  type HeaderConstants,
  headerFrom,
  invalidScript,
  type RevisionHeader,
} from "./revision-header.js";
import { type Alias, runningPackage } from "./running-package.js";
import { shownPath } from "./shown-path.js";
import { sqlHeader, sqlSections } from "./sql-script.js";
import { titleOf } from "./title-line.js";

/** A revision file, loaded: its header and its two functions. */
export interface RevisionModule {
  readonly header: RevisionHeader;
  readonly upgrade: (op: never) => unknown;
  /** `undefined` when the file has none: the revision cannot be taken back. */
  readonly downgrade: ((op: never) => unknown) | undefined;
}

export interface LoadRevisionOptions {
  /** Bare specifiers and the files that stand for them; default: `limbeck` is the running package. */
  readonly alias?: Alias;
}

/**
 * Loads one revision file, TypeScript, JavaScript or SQL, as it is now.
 *
 * @throws {LimbeckError} `script-failed` when it does not compile or throws while loading, with
 * file and line; `script-invalid` when it has no `upgrade` or its header cannot be used
 */
export async function loadRevision(
  file: string,
  options: LoadRevisionOptions = {},
): Promise<RevisionModule> {
  if (file.endsWith(".sql")) return sqlModule(file);
  const exports = await exportsOf(file, options.alias ?? runningPackage());
  const { upgrade, downgrade } = exports;
  if (upgrade === undefined) {
    throw withExample(invalidScript(file, "exports no `upgrade` function"), file);
  }
  for (const [name, value] of Object.entries({ upgrade, downgrade })) {
    if (value === undefined || typeof value === "function") continue;
    throw withExample(invalidScript(file, `\`${name}\` must be a function`), file);
  }
  return {
    header: headerOfExports(exports, file),
    upgrade: upgrade as RevisionModule["upgrade"],
    downgrade: downgrade as RevisionModule["downgrade"],
  };
}

/** The header of a file whose constants are computed: only loading tells. */
export async function loadHeader(
  file: string,
  options: LoadRevisionOptions = {},
): Promise<RevisionHeader> {
  return headerOfExports(await exportsOf(file, options.alias ?? runningPackage()), file);
}

async function exportsOf(file: string, alias: Alias): Promise<Record<string, unknown>> {
  try {
    const exports = await evaluateRevision(file, alias);
    const inner = exports.default;
    // A bundle of CommonJS read as a module keeps its exports under `default`.
    if (exports.revision === undefined && typeof inner === "object" && inner !== null) {
      return inner as Record<string, unknown>;
    }
    return exports;
  } catch (error) {
    if (error instanceof LimbeckError) throw error;
    const fault = loadFault(error, file);
    const place = shownPath(fault.file ?? file) + (fault.line ? `:${fault.line}` : "");
    const within = (fault.file ?? file) === file ? "" : ` (loaded by ${shownPath(file)})`;
    throw new LimbeckError("script-failed", `${place}: ${fault.message}${within}`, {
      hint: faultHint(
        fault,
        "The file must load on its own: what it does belongs into `upgrade` and `downgrade`.",
      ),
      details: { file: fault.file ?? file, ...(fault.line ? { line: fault.line } : {}) },
      cause: error,
    });
  }
}

function headerOfExports(exports: Record<string, unknown>, file: string): RevisionHeader {
  const { revision, downRevision, branchLabels, dependsOn }: HeaderConstants = exports;
  const title = titleOf(readFileSync(file, "utf8"), String(revision), file);
  return headerFrom({ revision, downRevision, branchLabels, dependsOn }, title, file);
}

function sqlModule(file: string): RevisionModule {
  const text = readFileSync(file, "utf8");
  const { upgrade, downgrade } = sqlSections(text, file);
  return {
    header: sqlHeader(text, file),
    upgrade: executes(upgrade),
    downgrade: downgrade === undefined ? undefined : executes(downgrade),
  };
}

function executes(text: string): RevisionModule["upgrade"] {
  // Comments alone are no statement; a server answers them with nothing, a plan should too.
  const empty = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, "").trim() === "";
  return (op) => {
    if (!empty) (op as { execute(text: string): void }).execute(text);
  };
}

function withExample(error: LimbeckError, file: string): LimbeckError {
  return new LimbeckError(error.code, error.message, {
    hint: [
      "A revision says how to go up, and back down:",
      "  export function upgrade(op: Operations) { … }",
      "  export function downgrade(op: Operations) { … }",
    ].join("\n"),
    details: { file },
  });
}
