import type { RowSecurity, Statement } from "../../../operation/index.js";

/** The two switches of a table, as one word. */
export function rowSecurityOf(enabled: boolean, forced: boolean): RowSecurity {
  if (!forced) return enabled;
  return enabled ? "forced" : "forced when enabled";
}

export function rowSecurity(target: string, wanted: RowSecurity | undefined): Statement[] {
  if (wanted === undefined) return [];
  const enabled = wanted === true || wanted === "forced";
  const forced = typeof wanted === "string";
  return [
    { sql: `ALTER TABLE ${target} ${enabled ? "ENABLE" : "DISABLE"} ROW LEVEL SECURITY` },
    { sql: `ALTER TABLE ${target} ${forced ? "FORCE" : "NO FORCE"} ROW LEVEL SECURITY` },
  ];
}
