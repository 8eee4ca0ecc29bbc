import type { CommandGroup, OptionSpec } from "./command-spec.js";

export const writingCommands: CommandGroup = {
  title: "Write revisions",
  commands: [
    {
      usage: "generate [message...]",
      eachDatabase: true,
      summary: "write and prove the revision that leads to the models",
      options: [
        ["-m, --message <text>", "the message, where it must be quoted"],
        ["--amend", "write the newest revision anew, taken back first where it is applied"],
        ["--merge", "follow all heads, where their lines have nothing in common"],
        ...revisionOptions(),
      ],
      examples: [
        "limbeck generate add request id",
        "limbeck generate --amend",
        "limbeck generate --from database",
      ],
      load: async () => (await import("../commands/revision.js")).generateFace,
    },
    {
      usage: "revision",
      summary: "write a new revision file, empty or from the models",
      options: [
        ["-m, --message <text>", "what it is for: the title of the file and part of its name"],
        ["--autogenerate", "write what leads from the migrations to the models"],
        ["--sql", "write a .sql revision"],
        ...revisionOptions(),
      ],
      examples: [
        'limbeck revision -m "number the vales"',
        'limbeck revision --autogenerate -m "create vales"',
        "limbeck revision -m seed --rev-id 004_seed",
        "limbeck revision -m billing --head base --branch-label billing",
      ],
      load: async () => (await import("../commands/revision.js")).revisionFace,
    },
    {
      usage: "merge [revisions...]",
      summary: "join lines: write a revision that follows several",
      options: [
        ["-m, --message <text>", "what it is for; what it joins, by default"],
        ["--rev-id <id>", "its id, instead of a generated one"],
        ["--branch-label <label>", "a name for the line that begins with it", "many"],
        ["--version-path <folder>", "the folder it is written to, where there are several"],
        ["--splice", "also join what other revisions follow already"],
      ],
      examples: [
        "limbeck merge",
        "limbeck merge ae10 27c6",
        'limbeck merge heads -m "join billing"',
      ],
      load: async () => (await import("../commands/graph.js")).mergeFace,
    },
    {
      usage: "rebase [revision]",
      summary: "make one line of two: what is applied nowhere follows the other",
      options: [["--onto <revision>", "the head it shall follow, where there are several others"]],
      examples: ["limbeck rebase", "limbeck rebase 27c6", "limbeck rebase 27c6 --onto ae10"],
      load: async () => (await import("../commands/rebase.js")).rebaseFace,
    },
    {
      usage: "squash <range>",
      summary: "make one revision of many, proved to build the same",
      options: [
        ["-m, --message <text>", "what it is for; that of the last one, by default"],
        ["--keep <folder>", "copy the old files there before they go"],
        ["--no-cache", "replay everything anew"],
      ],
      examples: [
        "limbeck squash base:ae10             # all up to that one",
        "limbeck squash 1975:ae10             # both included",
        "limbeck squash base:ae10 --keep squashed",
      ],
      load: async () => (await import("../commands/squash.js")).squashFace,
    },
    {
      usage: "edit <revision>",
      summary: "open a revision in your editor",
      examples: ["limbeck edit head", "EDITOR=nano limbeck edit ae10"],
      load: async () => (await import("../commands/graph.js")).editFace,
    },
    {
      usage: "bundle [file]",
      summary: "write a module with all revisions, for limbeck/runtime",
      options: [["--check", "write nothing; exit with 3 unless it is up to date"]],
      examples: ["limbeck bundle", "limbeck bundle src/revisions.ts", "limbeck bundle --check"],
      load: async () => (await import("../commands/bundle.js")).bundleFace,
    },
  ],
};

function revisionOptions(): OptionSpec[] {
  return [
    ["--rev-id <id>", "its id, instead of a generated one"],
    ["--head <revision>", "the revision to follow; `base` begins a line of its own"],
    ["--splice", "follow it even if others do already"],
    ["--branch-label <label>", "a name for the line that begins with it", "many"],
    ["--depends-on <revision>", "a revision of another line that must run before it", "many"],
    ["--version-path <folder>", "the folder it is written to, where there are several"],
    ["--from <state>", "start from `migrations` (default) or the live `database`"],
    ["--rename <old=new>", "what is renamed: `vales.folio=numero`", "many"],
    ["--drop <name>", "what really goes: `vales.notes`", "many"],
    ["--using <column=sql>", "how values change: `vales.n=n::integer`", "many"],
    ["--answers <file>", "such answers in a JSON file"],
    ["--no-verify", "write it without proof"],
    ["--no-cache", "read everything anew"],
  ];
}
