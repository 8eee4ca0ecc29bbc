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

/** The options that say which project and which database is meant; of a URL all but its password. */
function whereOf({ config, db, env, url, x = [] }: GlobalOptions): string[] {
  const named = { "--config": config, "--db": db, "--env": env, "--url": url && maskUrl(url) };
  return [
    ...Object.entries(named).flatMap(([name, value]) => (value ? [flag(name, value)] : [])),
    ...x.map((pair) => flag("-x", pair)),
  ];
}
