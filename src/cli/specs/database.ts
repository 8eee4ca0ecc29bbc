import type { CommandGroup, OptionSpec } from "./command-spec.js";

export const databaseCommands: CommandGroup = {
  title: "Change the database",
  commands: [
    {
      usage: "upgrade [revision]",
      eachDatabase: true,
      summary: "bring the database up: to all heads, or to a revision",
      options: [
        ...moveOptions(),
        ["--wait <duration>", "how long to wait for a server that does not answer yet"],
        confirmation(),
      ],
      examples: [
        "limbeck upgrade",
        "limbeck upgrade --wait 60s",
        "limbeck upgrade --backup",
        "limbeck upgrade +1",
        "limbeck upgrade ae10",
        "limbeck upgrade ae10:head --sql --idempotent",
      ],
      load: async () => (await import("../commands/move.js")).upgradeFace,
    },
    {
      usage: "downgrade <revision>",
      summary: "take the database back to a revision",
      options: [
        ...moveOptions(),
        ["--from-journal", "what has no file is taken back with what the journal kept"],
        confirmation(),
      ],
      examples: [
        "limbeck downgrade -1",
        "limbeck downgrade ae10",
        "limbeck downgrade base",
        "limbeck downgrade head:ae10 --sql",
        "limbeck downgrade ae10 --from-journal",
      ],
      load: async () => (await import("../commands/move.js")).downgradeFace,
    },
    {
      usage: "stamp <revisions...>",
      summary: "record where the database stands; runs nothing",
      options: [
        ["--purge", "forget what it says first"],
        ["--sql", "print it instead; `ae10:head` says from where"],
        [
          "--idempotent",
          "with --sql: look where the database stands, and refuse where it should not",
        ],
        ["--tag <text>", "with --sql: said at its top; a configuration function gets it"],
        confirmation(),
      ],
      examples: ["limbeck stamp head", "limbeck stamp --purge ae10", "limbeck stamp base"],
      load: async () => (await import("../commands/stamp.js")).stampFace,
    },
    {
      usage: "reset",
      summary: "for development: take everything away and begin anew",
      about: "Takes away all that is in the project's schemas, and brings the database up again.",
      options: [
        ["-y, --yes", "do it without asking"],
        [
          "--yes-i-mean <name>",
          "of a protected environment, or of a database with other things in it",
        ],
        ["--no-upgrade", "leave it empty"],
        ["--seed", "run the seeds at the end"],
      ],
      examples: ["limbeck reset", "limbeck reset --yes --seed", "limbeck reset --no-upgrade"],
      load: async () => (await import("../commands/reset.js")).resetFace,
    },
    {
      usage: "seed",
      summary: "bring the rows to begin with",
      options: [["--verify", "run each twice, and fail where that adds or removes rows"]],
      examples: ["limbeck seed", "limbeck seed --verify", "limbeck seed --env staging"],
      load: async () => (await import("../commands/seed.js")).seedFace,
    },
    {
      usage: "ensure-version",
      eachDatabase: true,
      summary: "create the version table and the journal where they are missing",
      options: [["--sql", "print it instead"]],
      examples: ["limbeck ensure-version", "limbeck ensure-version --sql"],
      load: async () => (await import("../commands/graph.js")).ensureVersionFace,
    },
    {
      usage: "wait",
      eachDatabase: true,
      summary: "wait until the database takes connections",
      options: [["--timeout <duration>", "how long to wait: 30s, 5m (default: 60s)"]],
      examples: ["limbeck wait", "limbeck wait --timeout 5m"],
      load: async () => (await import("../commands/wait.js")).waitFace,
    },
  ],
};

function moveOptions(): OptionSpec[] {
  return [
    ["--lock-timeout <duration>", "how long to wait for another run: 30s, 5m (default: 60s)"],
    ["--backup", "keep the database first, and run nothing where that fails"],
    ["--sql", "print SQL for psql instead; `ae10:head` says from where"],
    ["--idempotent", "with --sql: look where the database stands, and refuse where it should not"],
    ["--skip-steps", "with --sql: leave data steps out"],
    ["--tag <text>", "with --sql: said at its top; a configuration function gets it"],
  ];
}

/** Of what destroys something. */
function confirmation(): OptionSpec {
  return ["--yes-i-mean <name>", "the name of the protected environment, to confirm it"];
}
