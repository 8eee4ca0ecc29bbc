import type { RevisionText } from "./render-revision.js";
import { titleLine } from "./title-line.js";

/** The text of a `.sql` revision; the bodies are SQL. */
export function renderSqlRevision(revision: RevisionText): string {
  const { id, down, labels = [], dependsOn = [], notes = [] } = revision;
  const head = [
    titleLine(revision),
    ...notes,
    `revision: ${id}`,
    `down-revision: ${down.join(", ") || "none"}`,
    ...(labels.length > 0 ? [`branch-labels: ${labels.join(", ")}`] : []),
    ...(dependsOn.length > 0 ? [`depends-on: ${dependsOn.join(", ")}`] : []),
  ];
  const sections = [
    head.map((line) => `-- ${line}`).join("\n"),
    `-- upgrade\n${revision.upgradeBody}`.trimEnd(),
    ...(revision.downgradeBody === null
      ? []
      : [`-- downgrade\n${revision.downgradeBody}`.trimEnd()]),
  ];
  return `${sections.join("\n\n")}\n`;
}
