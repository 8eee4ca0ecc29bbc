/**
 * Whether a statement may be about roles, their members or subscriptions, which a throwaway database
 * only remembers. What is granted on something names it behind ON.
 */
export function mayReachBeyond(sql: string): boolean {
  return about.test(sql);
}

const about =
  /^(?:(?:CREATE|ALTER|DROP|COMMENT\s+ON)\s+(?:SUBSCRIPTION|(?:ROLE|USER|GROUP)(?!\s+MAPPING))\b|(?:GRANT|REVOKE)\b(?!.*\sON\s)|DO\b.*\bCREATE\s+(?:ROLE|USER)\b)/is;
