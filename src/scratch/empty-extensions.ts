import type { Connection } from "../driver/index.js";

/** The next step where something may have failed only because a throwaway database lacks extensions. */
export function lackingExtensions({ emptyExtensions = [] }: Connection): string | undefined {
  if (emptyExtensions.length === 0) return undefined;
  const [one, ...more] = emptyExtensions;
  return `The embedded database has no extension ${[one, ...more].join(", ")}: what ${more.length > 0 ? "they make" : "it makes"} is not there.
  Name a server that has ${more.length > 0 ? "them" : "it"}, in limbeck.config.ts: scratch: { url: env("SCRATCH_URL") }`;
}
