import type { CommandGroup } from "./command-spec.js";

export const readingCommands: CommandGroup = {
  title: "See where things stand",
  commands: [
    {
      usage: "status",
      summary: "compare the folder with a database, by revision; exit 3 if they differ",
      options: [["--no-cache", "read everything anew"]],
      examples: ["limbeck status", "limbeck status --env production", "limbeck status --json"],
      load: async () => (await import("../commands/status.js")).statusFace,
    },
    {
      usage: "current",
      eachDatabase: true,
      summary: "show where the database stands",
      options: [["--check-heads", "exit with 3 unless it is at head"]],
      examples: ["limbeck current", "limbeck current --check-heads"],
      load: async () => (await import("../commands/show.js")).currentFace,
    },
    {
      usage: "plan [revision]",
      eachDatabase: true,
      summary: "show what upgrade would run, lock and lose",
      options: [["--no-cache", "read everything anew"]],
      examples: ["limbeck plan", "limbeck plan +1", "limbeck plan --env production"],
      load: async () => (await import("../commands/plan.js")).planFace,
    },
    {
      usage: "lint [range]",
      summary: "judge revisions by what they lock and lose; exit 3 if something is found",
      about: "Without a range, what is pending on the database; a range, as `A:B`, needs none.",
      options: [["--no-cache", "read everything anew"]],
      examples: ["limbeck lint", "limbeck lint -3:head", "limbeck lint base:head --json"],
      load: async () => (await import("../commands/lint.js")).lintFace,
    },
    {
      usage: "heads",
      eachDatabase: true,
      summary: "show the newest revisions of the folder",
      options: [["--resolve-dependencies", "leave out what another line depends on"]],
      examples: ["limbeck heads", "limbeck heads -v"],
      load: async () => (await import("../commands/show.js")).headsFace,
    },
    {
      usage: "branches",
      eachDatabase: true,
      summary: "show the revisions that several follow",
      examples: ["limbeck branches", "limbeck branches -v"],
      load: async () => (await import("../commands/show.js")).branchesFace,
    },
    {
      usage: "history",
      eachDatabase: true,
      summary: "list the revisions, newest first",
      options: [
        ["-r, --rev-range <range>", "only these: `A:B`, both included; `-3:current`"],
        ["-i, --indicate-current", "ask the database and mark where it stands"],
      ],
      examples: ["limbeck history", "limbeck history -v", "limbeck history -r base:ae10 -i"],
      load: async () => (await import("../commands/show.js")).historyFace,
    },
    {
      usage: "show <revision>",
      summary: "show one revision",
      examples: ["limbeck show head", "limbeck show ae10"],
      load: async () => (await import("../commands/show.js")).showFace,
    },
    {
      usage: "journal [revision]",
      eachDatabase: true,
      summary: "show who ran what, when, and how long it took",
      options: [["--limit <rows>", "how many at most (default: 20)"]],
      examples: ["limbeck journal", "limbeck journal ae10", "limbeck journal --limit 100"],
      load: async () => (await import("../commands/journal.js")).journalFace,
    },
    {
      usage: "doctor",
      eachDatabase: true,
      summary: "look at everything that migrating needs; exit 3 if a check fails",
      options: [
        ["--strict", "what is not there fails too: container files, a pipeline, tests, pages"],
        ["--skip <check>", "leave a check or a section out", "many"],
      ],
      examples: [
        "limbeck doctor",
        "limbeck doctor --strict --skip dockerfile",
        "limbeck doctor --env production --json",
      ],
      load: async () => (await import("../commands/doctor.js")).doctorFace,
    },
  ],
};
