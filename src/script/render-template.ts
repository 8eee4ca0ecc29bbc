import { LimbeckError } from "../diagnostic/index.js";
import { indented, oneOrList, type RevisionText } from "./render-revision.js";
import { scriptHeader } from "./script-header.js";
import { shownPath } from "./shown-path.js";
import { escapeTitle } from "./title-line.js";

/** A project's own form for new revision files. */
export interface RevisionTemplate {
  readonly file: string;
  readonly text: string;
}

/** Tokens that stand for a constant: with their quotes they are replaced by a literal. */
const constants = { down: "down", labels: "labels", depends: "dependsOn" } as const;

/**
 * Fills in a template: a revision file in which `%(rev)s` and the like stand where a new one
 * differs. As a comment alone on its line, `// %(upgrade)s` and `// %(downgrade)s` give way to the
 * directives, `// %(notes)s` to what a reader has to know.
 *
 * @throws {LimbeckError} `script-invalid` for a token there is not, or when what comes out is not
 * the revision that was meant
 */
export function renderTemplate(template: RevisionTemplate, revision: RevisionText): string {
  const text = template.text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .flatMap((line) => filledLine(line, revision, template.file))
    .join("\n");
  checkHeader(text, revision, template.file);
  return text;
}

function filledLine(line: string, revision: RevisionText, file: string): string[] {
  const [, indent = "", block] = /^(\s*)\/\/ %\((upgrade|downgrade|notes)\)s\s*$/.exec(line) ?? [];
  if (block === "notes") {
    return (revision.notes ?? []).map((note) => `${indent}// ${escapeTitle(note)}`);
  }
  if (block !== undefined) {
    const body = block === "upgrade" ? revision.upgradeBody : (revision.downgradeBody ?? "");
    return [body.trim() === "" ? `${indent}// nothing to do` : indented(body.trimEnd(), indent)];
  }
  let dropped = false;
  const filled = line.replace(/(["'`])%\((\w+)\)s\1|%\((\w+)\)s/g, (_all, quote, quoted, bare) => {
    const token: string = quoted ?? bare;
    if (quote !== undefined && Object.hasOwn(constants, token)) {
      const names = revision[constants[token as keyof typeof constants]] ?? [];
      dropped ||= token !== "down" && names.length === 0;
      return oneOrList(names);
    }
    const value = inlineToken(token, revision);
    if (value === undefined) throw unknownToken(token, file);
    return quote === undefined ? value : JSON.stringify(value);
  });
  return dropped ? [] : [filled];
}

function inlineToken(token: string, revision: RevisionText): string | undefined {
  switch (token) {
    case "rev":
      return revision.id;
    case "message":
      return escapeTitle(revision.message).trim();
    case "date":
      return revision.date.slice(0, 10);
    case "down":
      return revision.down.join(", ") || "base";
    default:
      return undefined;
  }
}

function unknownToken(token: string, file: string): LimbeckError {
  return new LimbeckError(
    "script-invalid",
    `${shownPath(file)}: %(${token})s does not belong there`,
    {
      hint: 'Within a line: %(rev)s, %(message)s, %(date)s. As a whole string: "%(down)s", "%(labels)s", "%(depends)s". As a comment on a line of its own: // %(notes)s, // %(upgrade)s, // %(downgrade)s.',
      details: { file, token },
    },
  );
}

function checkHeader(text: string, revision: RevisionText, file: string): void {
  const header = scriptHeader(text, file);
  const missing = [
    ...(header?.id === revision.id ? [] : ['export const revision = "%(rev)s";']),
    ...(same(header?.down, revision.down)
      ? []
      : ['export const downRevision: string | string[] | null = "%(down)s";']),
    ...(same(header?.labels, revision.labels) ? [] : ['export const branchLabels = "%(labels)s";']),
    ...(same(header?.dependsOn, revision.dependsOn)
      ? []
      : ['export const dependsOn = "%(depends)s";']),
  ];
  if (missing.length === 0) return;
  throw new LimbeckError(
    "script-invalid",
    `${shownPath(file)}: what it makes is not the revision ${revision.id}`,
    { hint: `The template needs:\n  ${missing.join("\n  ")}`, details: { file } },
  );
}

function same(found: readonly string[] = [], wanted: readonly string[] = []): boolean {
  return JSON.stringify(found) === JSON.stringify(wanted);
}
