import type { Command } from "commander";
import { LimbeckError } from "../diagnostic/index.js";

/** A message may be empty; of a database that is not named `url-missing` says more. */
const mayBeEmpty = new Set(["message", "url"]);

/**
 * Refuses empty arguments and options. Who types none means none; who gives an empty one has a
 * script with a variable that is not set, and would be answered something that was not asked.
 *
 * @throws {LimbeckError} `usage`
 */
export function refuseEmpty(command: Command): void {
  const given = command.registeredArguments.map(
    (one, i) => [one.name(), `<${one.name()}>`, command.processedArgs[i]] as const,
  );
  const options = [...command.options, ...command.parent!.options].map(
    (one) =>
      [
        one.attributeName(),
        one.long ?? one.flags,
        command.optsWithGlobals()[one.attributeName()],
      ] as const,
  );
  for (const [name, shown, value] of [...given, ...options]) {
    if (mayBeEmpty.has(name) || ![value].flat().includes("")) continue;
    throw new LimbeckError("usage", `${shown} is empty`, {
      hint: `Give it a value, or leave it out: limbeck ${command.name()} --help. In a script: is the variable set?`,
    });
  }
}
