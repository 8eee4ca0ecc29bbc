import type { Catalog } from "../../catalog/index.js";
import { operationKinds } from "../../dialect/index.js";
import type { AnyOperation } from "../../operation/index.js";
import { textsApart } from "../../plan/index.js";
import type { Step } from "../../revision/index.js";
import { few } from "../project/few.js";
import type { RevisionReport } from "./write-difference.js";

/** What goes for good when a revision runs. */
export function notesOfLosses({ upgrade, downgrade }: RevisionReport["loses"]): string[] {
  return [
    ...(upgrade.length > 0 ? [`loses on upgrade: ${few(upgrade, 10)}`] : []),
    ...(downgrade.length > 0 ? [`loses on downgrade: ${few(downgrade, 10)}`] : []),
  ];
}

/** Where a revision cannot be one transaction, whoever runs it should know. */
export function notesApart(
  direction: Step["direction"],
  operations: readonly AnyOperation[],
  { major }: Catalog,
): string[] {
  const known = operations.filter(({ kind }) => operationKinds.includes(kind));
  return textsApart(known, { major }).map(
    (sql) => `outside a transaction on ${direction}: ${sql.replaceAll(/\s+/g, " ")}`,
  );
}
