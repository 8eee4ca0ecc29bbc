import type { Statement } from "../../../operation/index.js";

/** Row security in three states: off, for all but the owner, for the owner too. */
export function rowSecurity(target: string, wanted: boolean | "forced" | undefined): Statement[] {
  if (wanted === undefined) return [];
  return [
    { sql: `ALTER TABLE ${target} ${wanted ? "ENABLE" : "DISABLE"} ROW LEVEL SECURITY` },
    {
      sql: `ALTER TABLE ${target} ${wanted === "forced" ? "FORCE" : "NO FORCE"} ROW LEVEL SECURITY`,
    },
  ];
}
