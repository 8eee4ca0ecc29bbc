import type { CommandGroup } from "./command-spec.js";

/** What helps a person on; the last group, which commander's own `help` joins. */
export const helpCommands: CommandGroup = {
  title: "Help",
  commands: [
    {
      usage: "explain <code>",
      summary: "say what an error means and what to do",
      examples: ["limbeck explain multiple-heads"],
      load: async () => (await import("../commands/explain.js")).explainFace,
    },
  ],
};
