import { LimbeckError } from "../diagnostic/index.js";
import { shownPath } from "./shown-path.js";

/** What a revision file says about itself before anything in it runs. */
export interface RevisionHeader {
  readonly id: string;
  readonly down: readonly string[];
  readonly dependsOn: readonly string[];
  readonly labels: readonly string[];
  /** Only where there are any. */
  readonly replaces?: readonly string[];
  readonly message: string;
  /** As written in the file, usually `2026-11-21`. */
  readonly created?: string;
}

/** The constants of a revision file, as found; `undefined` where there is none. */
export interface HeaderConstants {
  readonly revision?: unknown;
  readonly downRevision?: unknown;
  readonly branchLabels?: unknown;
  readonly dependsOn?: unknown;
  readonly replaces?: unknown;
}

export const headerConstants = [
  "revision",
  "downRevision",
  "branchLabels",
  "dependsOn",
  "replaces",
] as const;

const example = [
  'export const revision = "1975ea83b712";',
  "export const downRevision = null; // string | string[] | null",
];
const sqlExample = ["-- revision: 1975ea83b712", "-- down-revision: none"];

/** The error for a revision file whose header cannot be used; says what was expected. */
export function invalidScript(file: string, why: string): LimbeckError {
  const lines = file.endsWith(".sql") ? sqlExample : example;
  return new LimbeckError("script-invalid", `${shownPath(file)}: ${why}`, {
    hint: `A revision file says which revision it is and what it follows:\n  ${lines.join("\n  ")}`,
    details: { file },
  });
}

/** The error for a file in the migrations folder that is no revision at all. */
export function notARevision(file: string): LimbeckError {
  const names = file.endsWith(".sql")
    ? "neither `-- revision:` nor `-- down-revision:`"
    : "neither `revision` nor `downRevision`";
  const { message, hint } = invalidScript(file, `is not a revision file: it has ${names}`);
  return new LimbeckError("script-invalid", message, {
    hint: `Move it out of the migrations folder. ${hint}`,
    details: { file },
  });
}

/**
 * Checks what the constants hold and puts them into one shape.
 *
 * @throws {LimbeckError} `script-invalid`, naming the file and the constant
 */
export function headerFrom(
  constants: HeaderConstants,
  title: { readonly message: string; readonly created?: string },
  file: string,
): RevisionHeader {
  const { revision, downRevision, branchLabels, dependsOn } = constants;
  const replaces = names("replaces", constants.replaces ?? null, file);
  if (revision === undefined)
    throw invalidScript(file, "has no `revision`, the id of the revision");
  if (typeof revision !== "string") {
    throw invalidScript(file, `\`revision\` must be a string, not ${described(revision)}`);
  }
  if (revision.trim() === "") throw invalidScript(file, "`revision` is an empty string");
  if (downRevision === undefined) {
    throw invalidScript(
      file,
      "has no `downRevision`, the revision it follows (null for the first one)",
    );
  }
  return {
    id: revision,
    down: names("downRevision", downRevision, file),
    dependsOn: names("dependsOn", dependsOn ?? null, file),
    labels: names("branchLabels", branchLabels ?? null, file),
    ...(replaces.length > 0 && { replaces }),
    ...title,
  };
}

function names(constant: string, value: unknown, file: string): readonly string[] {
  if (value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const name of list) {
    if (typeof name === "string" && name.trim() !== "") continue;
    const found = name === "" ? "an empty string" : described(name);
    const among = Array.isArray(value) ? `a list with ${found}` : found;
    throw invalidScript(
      file,
      `\`${constant}\` must be a string, a list of strings or null, not ${among}`,
    );
  }
  return list as readonly string[];
}

function described(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" ? "a blank string" : `a value of type ${typeof value}`;
}
