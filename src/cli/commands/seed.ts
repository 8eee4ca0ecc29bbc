import { type SeededFile, type SeedReport, seed } from "../../commands/index.js";
import { columns } from "../columns.js";
import type { CliContext } from "../context.js";
import { databaseLine } from "./standing.js";

export async function seedFace(
  context: CliContext,
  _: readonly string[],
  { verify }: { verify?: boolean },
): Promise<undefined> {
  context.busy("opening the database");
  const report = await seed({ ...context.project, verify, onSeed: context.busy });
  if (context.options.quiet && !context.options.json) return;
  context.give(report, () => [
    databaseLine(context, report.database),
    ...seededLines(report, context),
  ]);
}

/** A line for each file, and what it did. */
export function seededLines({ seeds }: SeedReport, { colors }: CliContext): string[] {
  const mark = colors.green("✓");
  return columns(
    seeds.map((one) => [`  ${mark} ${one.file}`, changes(one), colors.dim(`${one.ms} ms`)]),
  );
}

function changes({ inserted, updated, deleted }: SeededFile): string {
  const parts = [
    inserted > 0 && `${inserted} inserted`,
    updated > 0 && `${updated} updated`,
    deleted > 0 && `${deleted} deleted`,
  ];
  return parts.filter(Boolean).join(", ") || "nothing to change";
}
