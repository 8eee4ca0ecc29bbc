import type { TriggerEnabled } from "../../../operation/index.js";

/** What the catalog's letter says of a trigger, a rule or an event trigger. */
export const enabledState = {
  O: undefined,
  D: "never",
  R: "replica",
  A: "always",
} as const satisfies Record<string, TriggerEnabled | undefined>;

const words = { never: "DISABLE", replica: "ENABLE REPLICA", always: "ENABLE ALWAYS" } as const;

/** How that state is set; `null` is the usual one. */
export function enabledWord(enabled: TriggerEnabled | null): string {
  return enabled === null ? "ENABLE" : words[enabled];
}
