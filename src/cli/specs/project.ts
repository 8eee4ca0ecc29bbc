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
        ["--with <parts>", "also add `docker`, `github`, `tests`; to a project that is there too"],
      ],
      examples: [
        "limbeck init",
        'limbeck init --models "./src/db/*.ts"',
        "limbeck init db/migrations",
        "limbeck init --with docker,github,tests",
      ],
      load: async () => (await import("../commands/init.js")).initFace,
    },
    {
      usage: "import",
      summary: "take over the revisions of Alembic",
      options: [
        ["--alembic <folder>", "the folder of its environment, or its `versions`"],
        ["--sql <file>", "what `alembic upgrade heads --sql` printed, or `downgrade`", "many"],
      ],
      examples: [
        "limbeck import --alembic ../backend/alembic",
        "limbeck import --alembic alembic --sql upgrade.sql --sql downgrade.sql",
      ],
      load: async () => (await import("../commands/import.js")).importFace,
    },
    {
      usage: "list-templates",
      summary: "show what `init` can begin with, and what it can add",
      examples: ["limbeck list-templates"],
      load: async () => (await import("../commands/init.js")).listTemplatesFace,
    },
  ],
};
