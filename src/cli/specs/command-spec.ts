import type { CliContext } from "../context.js";

type Face = (
  context: CliContext,
  args: readonly string[],
  options: never,
) => Promise<number | undefined>;

export interface CommandSpec {
  /** As commander has it: `downgrade <revision>`. */
  readonly usage: string;
  readonly summary: string;
  /** What its own help says below that. */
  readonly about?: string;
  readonly options?: readonly OptionSpec[];
  readonly examples: readonly string[];
  /** Of several databases it takes each in turn, unless one is named. */
  readonly eachDatabase?: true;
  /** Loaded when the command runs. */
  readonly load: () => Promise<Face>;
}

/** `many`: may be given several times; a list. */
export type OptionSpec = readonly [flags: string, description: string, many?: "many"];

/** Commands that belong together in the help. */
export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly CommandSpec[];
}
