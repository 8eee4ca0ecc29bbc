import { installExtensions } from "../driver/engines.js";
import type { Connection } from "../driver/index.js";

/** The next step where something may have failed only because a throwaway database lacks extensions. */
export function lackingExtensions({ emptyExtensions = [] }: Connection): string | undefined {
  if (emptyExtensions.length === 0) return undefined;
  const several = emptyExtensions.length > 1;
  const install = installExtensions(emptyExtensions);
  return [
    `The embedded database has no extension ${emptyExtensions.join(", ")}: what ${several ? "they make" : "it makes"} is not there.`,
    ...(install === undefined ? [] : [`  ${install}`]),
    `  ${install === undefined ? "Name" : "Or name"} a server that has ${several ? "them" : "it"}, in limbeck.config.ts: scratch: { url: env("SCRATCH_URL") }`,
  ].join("\n");
}
