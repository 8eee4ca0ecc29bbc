import { isStronger } from "../../lint/lock-mode.js";
import { count } from "./check.js";
import type { CiReport } from "./ci.js";
import { isLong, lockText } from "./lock-text.js";

type Revision = CiReport["revisions"][number];
type Check = CiReport["checks"][number];

const marks = { passed: "✅", failed: "❌", warning: "⚠️", skipped: "➖" } as const;

/** The report as a comment on a pull request, or a job's summary: Markdown as GitHub and GitLab read it. */
export function ciMarkdown(report: CiReport): string {
  const { ok, revisions, checks } = report;
  const since = report.base && ` since \`${report.base.ref}\` (${report.base.commit.slice(0, 12)})`;
  const found = checks.filter(({ status }) => status === "failed" || status === "warning");
  return [
    `## Migrations: ${ok ? "passed" : "failed"}`,
    "",
    `${count(revisions.length, "new revision")}${since ?? ""}.`,
    "",
    ...table(
      ["", "check", "result"],
      checks.map(({ name, status, summary }) => [marks[status], name, summary]),
    ),
    ...found.flatMap(findings),
    ...(revisions.length > 0 ? ["", "### New revisions", "", ...counts(revisions)] : []),
    ...revisions.flatMap(details),
    "",
  ].join("\n");
}

function findings({ name, status, details = [], hint }: Check): string[] {
  if (details.length === 0 && hint === undefined) return [];
  return [
    "",
    `### ${marks[status]} ${name}`,
    "",
    ...details.map((detail) => `- ${text(detail).replaceAll("\n", "<br>")}`),
    ...(hint === undefined ? [] : [...(details.length > 0 ? [""] : []), `→ ${hint}`]),
  ];
}

function counts(revisions: readonly Revision[]): string[] {
  const rows = revisions.map(({ revision, message, sql, locks, loses }) => [
    `\`${revision}\` ${message}`,
    String(sql.length),
    strongest(locks).join(", ") || "nothing",
    locks.filter(isLong).length > 0 ? "yes" : "no",
    loses.upgrade.join(", ") || "nothing",
    loses.downgrade.join(", ") || "nothing",
  ]);
  return table(
    ["revision", "statements", "locks", "for long", "loses", "loses on downgrade"],
    rows,
  );
}

/** Each table once: `vales (ACCESS EXCLUSIVE)`. */
function strongest(locks: Revision["locks"]): string[] {
  const found = new Map<string, (typeof locks)[number]["lock"]>();
  for (const { table, lock } of locks) {
    const known = found.get(table);
    if (known === undefined || isStronger(lock, known)) found.set(table, lock);
  }
  return [...found].map(([table, lock]) => `${table} (${lock})`);
}

function details({ revision, message, sql, locks, reads }: Revision): string[] {
  const body = sql.map((statement) => `${statement}${statement.startsWith("--") ? "" : ";"}`);
  const fence = "`".repeat(Math.max(3, longestRun(body.join("\n")) + 1));
  return [
    "",
    `<details><summary>SQL of <code>${text(revision)}</code> ${text(message)}</summary>`,
    "",
    `${fence}sql`,
    ...body,
    fence,
    "",
    ...(reads
      ? ["It reads the database: the SQL is what it does where it finds nothing.", ""]
      : []),
    ...locks.map((lock) => `- ${text(lockText(lock))}`),
    ...(locks.length > 0 ? [""] : []),
    "</details>",
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${head.map(() => " --- |").join("")}`, ...rows.map(line)];
}

function cell(value: string): string {
  return text(value).replaceAll("|", "\\|").replaceAll("\n", "<br>");
}

/** Names and messages are a person's: none of them may be taken for a tag. */
function text(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function longestRun(value: string): number {
  return Math.max(0, ...[...value.matchAll(/`+/g)].map(([run]) => run.length));
}
