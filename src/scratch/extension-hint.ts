import { installExtensions } from "../driver/engines.js";
import type { Connection } from "../driver/index.js";

/** The next step where something may have failed only because a throwaway database has other extensions. */
export function extensionHint(connection: Connection, error: unknown): string | undefined {
  return lackingExtensions(connection) ?? lackingVersion(error);
}

function lackingExtensions({ emptyExtensions = [] }: Connection): string | undefined {
  if (emptyExtensions.length === 0) return undefined;
  const several = emptyExtensions.length > 1;
  const install = installExtensions(emptyExtensions);
  return [
    `The embedded database has no extension ${emptyExtensions.join(", ")}: what ${several ? "they make" : "it makes"} is not there.`,
    ...(install === undefined ? [] : [`  ${install}`]),
    `  ${install === undefined ? "Name" : "Or name"} a server that has ${several ? "them" : "it"}, ${onServer}`,
  ].join("\n");
}

function lackingVersion(error: unknown): string | undefined {
  const [, extension] =
    /extension "(.+)" has no installation script /.exec(String((error as Error).message)) ?? [];
  if (extension === undefined) return undefined;
  return `The throwaway database has ${extension} in other versions. Leave the version out, or name a server that has it, ${onServer}`;
}

const onServer = 'in limbeck.config.ts: scratch: { url: env("SCRATCH_URL") }';
