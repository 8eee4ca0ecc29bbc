import { journal } from "../../commands/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import { columns } from "../columns.js";
import type { CliContext } from "../context.js";
import { databaseLine } from "./standing.js";

export async function journalFace(
  context: CliContext,
  [revision]: readonly string[],
  { limit }: { limit?: string },
): Promise<undefined> {
  if (limit !== undefined && !/^[1-9]\d{0,8}$/.test(limit))
    throw new LimbeckError("usage", `--limit takes a number of rows from 1 on, not ${limit}`, {
      hint: "For instance: limbeck journal --limit 100",
    });
  context.busy("opening the database");
  const report = await journal({
    ...context.project,
    revision,
    ...(limit !== undefined && { limit: Number(limit) }),
  });
  const { colors } = context;
  context.give(report, () => {
    const marks = { upgrade: colors.green("↑"), downgrade: colors.yellow("↓"), stamp: "=" };
    const lines = report.rows.map((row) => [
      `${marks[row.direction]} ${colors.bold(row.revision)}`,
      row.startedAt.replace("T", " ").replace("Z", ""),
      row.begun ? "not done" : row.direction === "stamp" ? "stamped" : `${row.ms} ms`,
      row.by,
      colors.dim(`limbeck ${row.tool}${row.complete ? "" : `, part ${row.segment + 1} only`}`),
    ]);
    if (context.options.quiet) return columns(lines);
    const none = revision === undefined ? "nothing ran here yet" : `${revision} never ran here`;
    return [
      databaseLine(context, report.database),
      ...(lines.length > 0 ? columns(lines) : [none]),
    ];
  });
}
