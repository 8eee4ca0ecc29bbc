import type { CommandGroup } from "./command-spec.js";

export const projectCommands: CommandGroup = {
  title: "Begin",
  commands: [
    {
      usage: "init [directory]",
      summary: "make this folder a project",
      options: [
        ["--models <pattern>", "where the models are; found by itself in the usual places"],
        ["-t, --template <name>", "what it begins with; `limbeck list-templates` shows them"],
      ],
      examples: [
        "limbeck init",
        'limbeck init --models "./src/db/*.ts"',
        "limbeck init db/migrations",
      ],
      load: async () => (await import("../commands/init.js")).initFace,
    },
    {
      usage: "list-templates",
      summary: "show what `init --template` can begin with",
      examples: ["limbeck list-templates"],
      load: async () => (await import("../commands/init.js")).listTemplatesFace,
    },
  ],
};
