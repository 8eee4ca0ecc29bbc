import type { Command, CommanderError } from "commander";
import { LimbeckError } from "../diagnostic/index.js";

/** Other tools' words for our commands. */
const otherWords: Readonly<Record<string, string>> = {
  migrate: "limbeck upgrade",
  deploy: "limbeck upgrade",
  up: "limbeck upgrade",
  down: "limbeck downgrade -1",
  rollback: "limbeck downgrade -1",
  undo: "limbeck downgrade -1",
  push: "limbeck generate, then limbeck upgrade",
  create: "limbeck generate",
  new: "limbeck revision",
};

/** Alembic's options that have another name here. */
const otherOptions: Readonly<Record<string, string>> = {
  "--raiseerr": "--verbose",
  "--name": "--env",
  "-n": "--env",
};

/** Our command for another tool's word, if it is one. */
export function ourWordFor({ message }: CommanderError): string | undefined {
  const word = /'(.*?)'/.exec(message)?.[1] ?? "";
  return Object.hasOwn(otherWords, word) ? otherWords[word] : undefined;
}

/** What commander makes of a command line it does not understand, in our words. */
export function usageError(
  error: CommanderError,
  root: Command,
  argv: readonly string[],
): LimbeckError {
  const command = root.commands.find(
    (one) => one.name() === argv.find((word) => names(root, word)),
  );
  const [said = "", suggestion] = error.message.replace(/^error: /, "").split("\n");
  const meant = /^\(Did you mean (.*)\?\)$/.exec(suggestion ?? "")?.[1];
  const word = /'(.*?)'/.exec(said)?.[1] ?? "";
  const help = `${command ? `limbeck ${command.name()}` : "limbeck"} --help`;
  const example = command && exampleOf(command);
  const fail = (message: string, hint: string) =>
    new LimbeckError("usage", message, { hint, cause: error });
  switch (error.code) {
    case "commander.help":
      return fail("no command is named", "limbeck --help lists them.");
    case "commander.unknownCommand": {
      const ours = ourWordFor(error);
      if (ours) return fail(`there is no command ${word}`, `Here it is: ${ours}`);
      if (meant) return fail(`there is no command ${word}`, `Did you mean ${meant}?`);
      return fail(`there is no command ${word}`, "limbeck --help lists them.");
    }
    case "commander.unknownOption": {
      const ours = Object.hasOwn(otherOptions, word) ? otherOptions[word] : undefined;
      return fail(
        `${command ? `limbeck ${command.name()}` : "limbeck"} has no option ${word}`,
        ours ? `Here it is: ${ours}` : meant ? `Did you mean ${meant}?` : `${help} lists them.`,
      );
    }
    case "commander.missingArgument":
      return fail(
        `limbeck ${command?.name()} needs ${argumentsOf(command, word)}`,
        `For instance: ${example}`,
      );
    case "commander.optionMissingArgument":
      return fail(
        `${(/--[\w-]+/.exec(word) ?? /-\w/.exec(word))?.[0]} needs a value`,
        `${help} says which.`,
      );
    case "commander.excessArguments":
      return fail(`limbeck ${command?.name()} takes fewer words than that`, `${help} says which.`);
    default:
      return fail(said, `${help} says more.`);
  }
}

/** `a revision`; `<from> and <to>` where it takes several. */
function argumentsOf(command: Command | undefined, missing: string): string {
  const all = command?.registeredArguments.map((one) => `<${one.name()}>`) ?? [];
  return all.length > 1 ? all.join(" and ") : `a ${missing.replace(/s$/, "")}`;
}

function names(root: Command, word: string): boolean {
  return root.commands.some((command) => command.name() === word);
}

const examples = new WeakMap<Command, string>();

/** Remembers what to show where an argument is missing. */
export function keepExample(command: Command, example: string): void {
  examples.set(command, example);
}

function exampleOf(command: Command): string {
  return examples.get(command) ?? `limbeck ${command.name()}`;
}
