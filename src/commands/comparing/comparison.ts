import { type Catalog, differences, type ObjectDifference } from "../../catalog/index.js";
import { ident, kindsFor, type ReadOptions } from "../../dialect/index.js";
import { type Difference, type DiffOptions, diff } from "../../diff/index.js";
import { planStatements } from "../../plan/index.js";
import { renderOperations } from "../../render/index.js";
import { describeDifference } from "../../scratch/index.js";
import type { States } from "./read-states.js";

/** What two states have in common and what not. */
export interface Comparison {
  readonly equal: boolean;
  /** Objects that were compared. */
  readonly objects: number;
  /** `+` is in the second only, `-` in the first only, `~` in both and different. */
  readonly differences: readonly { readonly object: string; readonly text: string }[];
  /** Objects that exist but are not compared. */
  readonly notCompared: readonly string[];
}

export function compare({ from, to }: States): Comparison {
  const found = differences(from, to);
  return {
    equal: found.length === 0,
    objects: to.objects.size,
    differences: found.map((d) => ({ object: d.id, text: describe(d) })),
    notCompared: [...new Set([...from.unsupported, ...to.unsupported])],
  };
}

/** What leads from one state to another, in each of the forms it is shown in. */
export interface Change {
  /** Statements, without the semicolons. */
  readonly sql: readonly string[];
  /** Directives, as TypeScript: the body of an `upgrade`. */
  readonly operations: string;
  /** What goes with it: `rows of table vales`. */
  readonly loses: readonly string[];
}

export function changeOf(states: States, read: ReadOptions): Change {
  const { operations, loses } = difference(states, read);
  const planned = planStatements(operations, { major: states.major });
  const sql = planned.map((statement) => statement.sql);
  const settings = sql.length > 0 ? settingsFor(sql, read.targetSchema ?? "public") : [];
  return { sql: [...settings, ...sql], operations: renderOperations(operations), loses };
}

/** What the statements count on, where a session does not have it by itself. */
function settingsFor(sql: readonly string[], targetSchema: string): string[] {
  const routines = sql.some((text) =>
    /^CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE)\b/.test(text),
  );
  return [
    ...(targetSchema === "public" ? [] : [`SET search_path = ${ident(targetSchema)}, public`]),
    // A body may name what comes further down.
    ...(routines ? ["SET check_function_bodies = off"] : []),
  ];
}

export function difference(
  { from, to }: { readonly from: Catalog; readonly to: Catalog },
  read: Pick<ReadOptions, "kinds">,
  options: DiffOptions = {},
): Difference {
  return diff(from, to, kindsFor(read), options);
}

function describe({ id, from, to }: ObjectDifference): string {
  if (!from) return `+ ${id}`;
  if (!to) return `- ${id}`;
  return `~ ${describeDifference({ id, from, to }).trim()}`;
}
