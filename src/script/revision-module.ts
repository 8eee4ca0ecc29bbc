import { LimbeckError } from "../diagnostic/index.js";
import {
  type HeaderConstants,
  headerFrom,
  invalidScript,
  type RevisionHeader,
} from "./revision-header.js";
import { sqlHeader, sqlSections } from "./sql-script.js";
import { titleOf } from "./title-line.js";

/** A revision file, loaded: its header and its two functions. */
export interface RevisionModule {
  readonly header: RevisionHeader;
  readonly upgrade: (op: never) => unknown;
  /** `undefined` when the file has none: the revision cannot be taken back. */
  readonly downgrade: ((op: never) => unknown) | undefined;
}

/**
 * Makes a revision of what a module exports; `text` is its source, for the title.
 *
 * @throws {LimbeckError} `script-invalid`
 */
export function moduleOf(
  exports: Record<string, unknown>,
  text: string,
  file: string,
): RevisionModule {
  const { upgrade, downgrade } = exports;
  if (upgrade === undefined) {
    throw withExample(invalidScript(file, "exports no `upgrade` function"), file);
  }
  for (const [name, value] of Object.entries({ upgrade, downgrade })) {
    if (value === undefined || typeof value === "function") continue;
    throw withExample(invalidScript(file, `\`${name}\` must be a function`), file);
  }
  return {
    header: headerOfExports(exports, text, file),
    upgrade: upgrade as RevisionModule["upgrade"],
    downgrade: downgrade as RevisionModule["downgrade"],
  };
}

export function headerOfExports(
  exports: Record<string, unknown>,
  text: string,
  file: string,
): RevisionHeader {
  const { revision, downRevision, branchLabels, dependsOn, replaces }: HeaderConstants = exports;
  const title = titleOf(text, String(revision), file);
  return headerFrom({ revision, downRevision, branchLabels, dependsOn, replaces }, title, file);
}

/** What a module exports; a bundle of CommonJS read as a module keeps it under `default`. */
export function ownExports(exports: Record<string, unknown>): Record<string, unknown> {
  const inner = exports.default;
  if (exports.revision === undefined && typeof inner === "object" && inner !== null)
    return inner as Record<string, unknown>;
  return exports;
}

/** Makes a revision of the text of a `.sql` file. @throws {LimbeckError} `script-invalid` */
export function sqlModule(text: string, file: string): RevisionModule {
  const { upgrade, downgrade } = sqlSections(text, file);
  return {
    header: sqlHeader(text, file),
    upgrade: executes(upgrade),
    downgrade: downgrade === undefined ? undefined : executes(downgrade),
  };
}

/** A function that runs one text of SQL. */
export function executes(text: string): RevisionModule["upgrade"] {
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
