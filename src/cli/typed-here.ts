import { flag } from "../commands/project/flag.js";
import { maskUrl } from "../diagnostic/index.js";
import type { GlobalOptions } from "./context.js";
import { commandGroups } from "./specs/groups.js";

/** Those that need no project. */
const anywhere = new Set(["init", "list-templates", "explain"]);

/**
 * The commands in a text as they have to be typed next: on the same configuration and database as
 * the line with these options, which whoever proposes a command knows nothing of.
 *
 * @example
 * typedHere("Run it: limbeck upgrade", { env: "staging" }); // "Run it: limbeck upgrade --env staging"
 */
export function typedHere(text: string, options: GlobalOptions): string {
  const flags = whereOf(options);
  if (flags.length === 0) return text;
  return text.replace(/\blimbeck ([a-z]+(?:-[a-z]+)*)\b(?=([^`\n]*))/g, (line, command, rest) => {
    if (!commands.has(command)) return line;
    const missing = flags.filter((one) => !`${rest} `.includes(` ${one.split(" ")[0]} `));
    return [line, ...missing].join(" ");
  });
}

const commands = new Set(
  commandGroups
    .flatMap((group) => group.commands.map(({ usage }) => usage.split(" ")[0]!))
    .filter((name) => !anywhere.has(name)),
);

/** The options that say which project and which database is meant. */
function whereOf({ config, db, env, url, x = [] }: GlobalOptions): string[] {
  const named = { "--config": config, "--db": db, "--env": env };
  return [
    ...Object.entries(named).flatMap(([name, value]) => (value ? [flag(name, value)] : [])),
    ...(url ? [urlFlag(url)] : []),
    ...x.map((pair) => flag("-x", pair)),
  ];
}

/** A URL with a password as the variable that holds it, or without: then pasting it is refused. */
function urlFlag(url: string): string {
  // What is not encoded as it should be may hold an @ before the last one.
  const masked = maskUrl(url.replace(/(:\/\/[^:/@]*):.*@/s, "$1:***@"));
  const variable =
    masked !== url &&
    ["DATABASE_URL", ...Object.keys(process.env)].find(
      (name) => process.env[name] === url && /^\w+$/.test(name),
    );
  return variable ? `--url "$${variable}"` : flag("--url", masked);
}
