import type { Command } from "commander";

/** A command line that asks for help. */
export interface HelpAsked {
  /** About which command; nothing where it is about the whole. */
  readonly command: string | undefined;
  /** The line without the question. */
  readonly rest: readonly string[];
}

const helpFlags = new Set(["-h", "--help"]);

/** What a command line asks help about, with the flag or with the word; alone it asks about the whole. */
export function helpAsked(root: Command, argv: readonly string[]): HelpAsked | undefined {
  const words = wordsOf(root, argv);
  const end = argv.indexOf("--");
  const isQuestion = (arg: string, i: number) => helpFlags.has(arg) && (end < 0 || i < end);
  const isWord = argv[words[0] ?? -1] === "help";
  if (!isWord && argv.length > 0 && !argv.some(isQuestion)) return undefined;
  const [at] = isWord ? words.slice(1) : words;
  return {
    command: at === undefined ? undefined : argv[at],
    rest: argv.filter((arg, i) => !isQuestion(arg, i) && !(isWord && i === words[0])),
  };
}

/** Whether it is one of the program's, under any of its names. */
export function knows(root: Command, word: string): boolean {
  return root.commands.some((one) => one.name() === word || one.aliases().includes(word));
}

/** Where the words stand that are neither options of the whole nor their values. */
function wordsOf(root: Command, argv: readonly string[]): number[] {
  const found: number[] = [];
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i]!;
    if (!arg.startsWith("-")) found.push(i);
    else if (root.options.find(({ short, long }) => arg === short || arg === long)?.required) i++;
  }
  return found;
}
