import { lexer } from "./lexer.js";
import { escapeTitle, titleLine } from "./title-line.js";

/** All that a new revision file says. */
export interface RevisionText {
  readonly id: string;
  readonly down: readonly string[];
  readonly dependsOn?: readonly string[];
  readonly labels?: readonly string[];
  /** Revisions whose place it takes. */
  readonly replaces?: readonly string[];
  readonly message: string;
  /** ISO 8601; the file says the day. */
  readonly date: string;
  /** Further import lines, whole; `limbeck` itself is imported as needed. */
  readonly imports?: readonly string[];
  /** Statements, not indented. Empty: nothing to do. */
  readonly upgradeBody: string;
  /** As `upgradeBody`; `null` leaves the function out, so that the revision has no way back. */
  readonly downgradeBody: string | null;
  /** What the comment below the title says, one line each. */
  readonly notes?: readonly string[];
}

/** The text of a revision file, so that it can be proved before it is written. */
export function renderRevisionFile(revision: RevisionText): string {
  const { upgradeBody, downgradeBody, dependsOn = [], labels = [], replaces = [] } = revision;
  const bodies = [upgradeBody, downgradeBody ?? ""];
  const imported = bodies.some((body) => uses(body, "sql"))
    ? 'import { type Operations, sql } from "limbeck";'
    : 'import type { Operations } from "limbeck";';
  const head = [
    `// ${titleLine(revision)}`,
    ...(revision.notes ?? []).map((note) => `// ${escapeTitle(note)}`.trimEnd()),
    imported,
    ...(revision.imports ?? []),
  ];
  const constants = [
    `export const revision = ${JSON.stringify(revision.id)};`,
    `export const downRevision = ${oneOrList(revision.down)};`,
    ...(labels.length > 0 ? [`export const branchLabels = ${oneOrList(labels)};`] : []),
    ...(dependsOn.length > 0 ? [`export const dependsOn = ${oneOrList(dependsOn)};`] : []),
    ...(replaces.length > 0 ? [`export const replaces = ${oneOrList(replaces)};`] : []),
  ];
  const parts = [head, constants, functionLines("upgrade", upgradeBody)];
  if (downgradeBody !== null) parts.push(functionLines("downgrade", downgradeBody));
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** A list as a header constant has it: `null`, one string or several. */
export function oneOrList(names: readonly string[]): string {
  if (names.length === 0) return "null";
  if (names.length === 1) return JSON.stringify(names[0]);
  return `[${names.map((name) => JSON.stringify(name)).join(", ")}]`;
}

function functionLines(name: string, body: string): string[] {
  const text = body.replace(/^(?:[ \t]*\r?\n)+/, "").trimEnd();
  // An unused parameter is an error under common compiler settings, unless underlined.
  const parameter = uses(text, "op") ? "op" : "_op";
  const keyword = awaits(text) ? "async function" : "function";
  return [
    `export ${keyword} ${name}(${parameter}: Operations) {`,
    text === "" ? "  // nothing to do" : indented(text),
    "}",
  ];
}

/** Whether the body names `word` as a variable, not as a property and not in a comment. */
function uses(body: string, name: string): boolean {
  const next = lexer(body);
  let last = "";
  for (let token = next(); token !== undefined; token = next()) {
    if (token.type === "word" && token.value === name && last !== ".") return true;
    // What a template substitutes is not looked into; naming the word there counts.
    if (token.dynamic && new RegExp(`\\$\\{[^}]*\\b${name}\\b`).test(body.slice(token.start))) {
      return true;
    }
    last = token.type === "punctuation" ? token.value : "";
  }
  return false;
}

/** Whether it awaits itself; an `await` within a callback's parentheses is the callback's. */
function awaits(body: string): boolean {
  const next = lexer(body);
  let depth = 0;
  for (let token = next(); token !== undefined; token = next()) {
    if (token.type === "punctuation" && token.value === "(") depth++;
    if (token.type === "punctuation" && token.value === ")") depth--;
    if (token.type === "word" && token.value === "await" && depth === 0) return true;
  }
  return false;
}

/** Each line moved in, except within template literals, whose text must not change. */
export function indented(body: string, indent = "  "): string {
  const literal: [number, number][] = [];
  const next = lexer(body);
  for (let token = next(); token !== undefined; token = next()) {
    if (token.type === "template") literal.push([token.start, token.end]);
  }
  let at = 0;
  const lines = body.split("\n").map((line) => {
    const start = at;
    at += line.length + 1;
    const inside = literal.some(([from, to]) => from < start && start < to);
    return inside || line === "" ? line : indent + line;
  });
  return lines.join("\n");
}
