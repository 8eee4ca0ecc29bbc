import type { CommandGroup } from "./command-spec.js";

const states = `A schema is one of
  models, migrations, migrations@REVISION
  database, for the configured one
  the URL of any database: postgresql://…, pglite:PATH
  the path of an SQL file, or of a folder of them`;

export const comparingCommands: CommandGroup = {
  title: "Compare",
  commands: [
    {
      usage: "check",
      eachDatabase: true,
      summary: "compare models and migrations; exit 3 if they differ",
      options: [
        ["--from <state>", "compare with `migrations` (default) or the live `database`"],
        ["--no-cache", "read everything anew"],
      ],
      examples: ["limbeck check", "limbeck check --from database", "limbeck check --json"],
      load: async () => (await import("../commands/check.js")).checkFace,
    },
    {
      usage: "ci",
      eachDatabase: true,
      summary: "one verdict for a pipeline; exit 3 if a check fails",
      about:
        "Looks at all that a change of the schema can break: heads, models, history, proof, locks, losses, drift.",
      options: [
        ["--base <ref>", "the branch this work goes to; what it does not have is new"],
        ["--drift", "also ask the database: what is pending there, and whether it has drifted"],
        ["--strict", "fail on warnings too: long locks, losses, what fails where there are rows"],
        ["--format <format>", "`text` (default), `markdown` for a pull request, or `json`"],
        ["--output <file>", "write the report to a file; the terminal still gets the text"],
        ["--no-cache", "read everything anew"],
      ],
      examples: [
        "limbeck ci --base origin/main",
        "limbeck ci --base origin/main --format markdown --output report.md",
        "limbeck ci --drift --env staging",
      ],
      load: async () => (await import("../commands/ci.js")).ciFace,
    },
    {
      usage: "diff <from> <to>",
      summary: "show what makes one schema into another",
      about: `Shows what would have to be done to the first so that it becomes the second, and runs nothing.\n\n${states}`,
      options: [
        ["--ts", "directives in TypeScript instead of SQL"],
        ["--no-cache", "read everything anew"],
      ],
      examples: [
        "limbeck diff migrations models        # what `limbeck generate` would write",
        "limbeck diff database schema.sql      # what brings the database to the file",
        "limbeck diff schema.sql database      # the other way round",
        "limbeck diff migrations@-1 migrations --ts",
      ],
      load: async () => (await import("../commands/diff.js")).diffFace,
    },
    {
      usage: "drift",
      eachDatabase: true,
      summary: "compare the database with its own revisions",
      options: [
        ["--ts", "the repair in TypeScript instead of SQL"],
        ["--no-cache", "read everything anew"],
      ],
      examples: ["limbeck drift", "limbeck drift --env production --json"],
      load: async () => (await import("../commands/drift.js")).driftFace,
    },
    {
      usage: "dump <schema>",
      summary: "print a schema as SQL, or write it as models or a revision",
      about: `Prints all of a schema, in an order in which it can be built.\n\n${states}`,
      options: [
        ["--ts", "directives in TypeScript instead of SQL"],
        ["--models <folder>", "write it as models: SQL, a file for each table"],
        ["--as <form>", "what the models are written in: `sql` (default) or `drizzle`"],
        ["--revision", "write it as the first revision, proved in both directions"],
        ["-m, --message <text>", "what the revision is called (default: baseline)"],
        ["--rev-id <id>", "its id, instead of a generated one"],
        ["--no-verify", "write the revision without proof"],
        ["--no-cache", "read everything anew"],
      ],
      examples: [
        "limbeck dump database",
        "limbeck dump database --models db",
        "limbeck dump database --models src/db --as drizzle",
        "limbeck dump database --revision -m baseline",
        "limbeck dump ./sql --revision",
      ],
      load: async () => (await import("../commands/dump.js")).dumpFace,
    },
  ],
};
