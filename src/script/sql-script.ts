import {
  type HeaderConstants,
  headerFrom,
  invalidScript,
  notARevision,
  type RevisionHeader,
} from "./revision-header.js";
import { titleOf } from "./title-line.js";

/** A `.sql` revision: its header and the text of its two sections. */
export interface SqlSections {
  readonly upgrade: string;
  /** `undefined` without a `-- downgrade` line. */
  readonly downgrade: string | undefined;
}

const setting = /^--\s*([a-z][a-z-]*)\s*:\s*(.*?)\s*$/i;
const section = /^--\s*(upgrade|downgrade)\s*$/i;
const settings: Readonly<Record<string, keyof HeaderConstants | "message" | "created">> = {
  revision: "revision",
  "down-revision": "downRevision",
  "branch-labels": "branchLabels",
  "depends-on": "dependsOn",
  replaces: "replaces",
  message: "message",
  created: "created",
};

/**
 * Reads the header comments of a `.sql` revision.
 *
 * @example
 * -- create vales · 2026-11-21
 * -- revision: 1975ea83b712
 * -- down-revision: 001_create_initial   (several with commas; `none` for the first)
 */
export function sqlHeader(text: string, file: string): RevisionHeader {
  const found: Partial<Record<string, string>> = {};
  for (const line of headerLines(text)) {
    const [, key = "", value = ""] = setting.exec(line) ?? [];
    const name = settings[key.toLowerCase()];
    if (name === undefined) continue;
    if (found[name] !== undefined) throw invalidScript(file, `\`-- ${key}:\` stands twice`);
    found[name] = value;
  }
  if (found.revision === undefined && found.downRevision === undefined) {
    throw notARevision(file);
  }
  for (const [key, name] of Object.entries(settings).slice(0, 2)) {
    if (found[name]) continue;
    const why = found[name] === "" ? "is empty" : "is missing";
    throw invalidScript(file, `\`-- ${key}:\` ${why}`);
  }
  const { revision = "", message, created } = found;
  const withoutSettings = headerLines(text).filter((line) => !setting.test(line));
  const title = titleOf(withoutSettings.join("\n"), revision, file);
  return headerFrom(
    {
      revision,
      downRevision: list(found.downRevision),
      branchLabels: list(found.branchLabels),
      dependsOn: list(found.dependsOn),
      replaces: list(found.replaces),
    },
    {
      message: message ?? title.message,
      ...((created ?? title.created) === undefined ? {} : { created: created ?? title.created! }),
    },
    file,
  );
}

/**
 * Cuts a `.sql` revision at its `-- upgrade` and `-- downgrade` lines.
 *
 * @throws {LimbeckError} `script-invalid` for SQL outside the sections, or a section that stands
 * twice or not at all
 */
export function sqlSections(text: string, file: string): SqlSections {
  const found: { upgrade?: string[]; downgrade?: string[] } = {};
  let current: string[] | undefined;
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const name = section.exec(line)?.[1]?.toLowerCase() as "upgrade" | "downgrade" | undefined;
    if (name !== undefined) {
      if (found[name] !== undefined) {
        throw invalidScript(file, `line ${index + 1}: \`-- ${name}\` stands twice`);
      }
      current = [];
      found[name] = current;
    } else if (current !== undefined) {
      current.push(line);
    } else if (line.trim() !== "" && !line.trimStart().startsWith("--")) {
      throw invalidScript(
        file,
        `line ${index + 1}: SQL stands before \`-- upgrade\` and belongs to no section`,
      );
    }
  }
  if (found.upgrade === undefined) {
    throw invalidScript(file, "has no `-- upgrade` line, which begins what an upgrade runs");
  }
  return {
    upgrade: found.upgrade.join("\n").trim(),
    downgrade: found.downgrade?.join("\n").trim(),
  };
}

/** The lines before the first section, or before the first line that is no comment. */
function headerLines(text: string): string[] {
  const lines: string[] = [];
  for (const raw of text.replace(/^\uFEFF/, "").split("\n", 60)) {
    const line = raw.trim();
    if (section.test(line) || !(line === "" || line.startsWith("--"))) break;
    lines.push(line);
  }
  return lines;
}

function list(value: string | undefined): readonly string[] | null {
  if (value === undefined || value === "" || /^(?:none|null|base)$/i.test(value)) return null;
  return value
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
