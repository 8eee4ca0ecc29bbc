import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { program } from "../src/cli/program.js";
import { screenOf } from "../src/cli/progress.js";
import { commandGroups } from "../src/cli/specs/groups.js";
import { errorCodes } from "../src/diagnostic/index.js";
import { compile, operationKinds } from "../src/dialect/index.js";
import { type AnyOperation, recorder, sql } from "../src/operation/index.js";
import { type ConsoleProject, consoleProject, needsDatabase, play } from "./docs/console.js";
import {
  allPages,
  type Block,
  type Page,
  pagesIn,
  readPage,
  root,
  withBlock,
} from "./docs/page.js";
import { projectFiles } from "./docs/project-files.js";
import { withDatabase } from "./server.js";

/** `LIMBECK_WRITE_DOCS=1` puts what is printed today into the pages, instead of comparing. */
const writes = process.env.LIMBECK_WRITE_DOCS === "1";

function keep(page: Page, text: string): void {
  if (writes) writeFileSync(join(root, page.name), text);
  else expect(page.text).toBe(text);
}

const names = (pages: readonly Page[]) => pages.map((page) => basename(page.name, ".md"));

describe("docs/errors", () => {
  const pages = pagesIn("errors");

  it("have one page for every code, and no other", () => {
    expect(names(pages).sort()).toEqual(Object.keys(errorCodes).sort());
  });

  it.each(pages.map((page) => [basename(page.name, ".md"), page] as const))(
    "%s: title, exit status and message are the real ones",
    async (code, page) => {
      const { title, exit } = errorCodes[code as keyof typeof errorCodes];
      expect(page.text.split("\n")[0]).toBe(`# ${code}`);
      expect(page.text).toContain(`${title}. Exit status ${exit}.`);
      for (const heading of ["Why", "What to do"]) expect(page.text).toContain(`## ${heading}\n`);
      if (!page.blocks.some(({ mark }) => mark === "run")) return;
      const project = consoleProject(files(page));
      try {
        const run = () => play(page, project);
        const { text, ran } = needsDatabase(page) ? await onServer(run) : await run();
        const { text: printed, status } = ran.at(-1)!;
        expect(`${printed}\n${status}`).toMatch(new RegExp(`^  ${code}$[\\s\\S]*\\n${exit}$`, "m"));
        keep(page, text);
      } finally {
        project.remove();
      }
    },
  );
});

/** An empty folder where a page says so, else a project with two revisions. */
function files(page: Page): Readonly<Record<string, string>> {
  return page.text.includes("<!-- empty folder -->") ? {} : projectFiles;
}

function onServer<T>(run: () => Promise<T>): Promise<T> {
  return withDatabase(async (url) => {
    process.env.DATABASE_URL = url;
    try {
      return await run();
    } finally {
      delete process.env.DATABASE_URL;
    }
  });
}

describe("docs/commands", () => {
  const pages = pagesIn("commands");
  const terminal = { out: () => {}, err: () => {}, interactive: false, color: false, width: 100 };
  const screen = screenOf({ ...terminal, cwd: root, signal: new AbortController().signal }, false);
  const all = commandGroups.flatMap((group) =>
    group.commands.map(({ usage }) => usage.split(" ")[0]!),
  );
  const commands = program(screen, all, () => {}).commands.filter(
    (command) => !(command as unknown as { _hidden: boolean })._hidden,
  );

  it("have one page for every command, and no other", () => {
    expect(names(pages).sort()).toEqual(commands.map((command) => command.name()).sort());
  });

  it.each(commands.map((command) => [command.name(), command] as const))(
    "%s: every option is named",
    (name, command) => {
      const { text } = readPage(`docs/commands/${name}.md`);
      const flags = command.options.map((option) => option.flags);
      expect(flags.length).toBeGreaterThan(5);
      const own = flags.filter((flag) => !shared.text.includes(`\`${flag}\``));
      expect(own.filter((flag) => !text.includes(`\`${flag}\``))).toEqual([]);
    },
  );

  const shared = readPage("docs/README.md");

  // One project, walked through from the first command to the last.
  const story = [
    "init",
    "list-templates",
    "generate",
    "revision",
    "heads",
    "history",
    "show",
    "upgrade",
    "current",
    "check",
    "ci",
    "diff",
    "drift",
    "dump",
    "doctor",
    "seed",
    "reset",
    "downgrade",
    "plan",
    "status",
    "lint",
    "stamp",
    "wait",
    "bundle",
    "ensure-version",
    "edit",
    "branches",
    "merge",
    "rebase",
    "squash",
    "journal",
    "explain",
    "import",
  ];
  let project: ConsoleProject;
  beforeAll(() => {
    project = consoleProject({});
  });
  afterAll(() => project.remove());

  it("are all in the story", () => expect([...story].sort()).toEqual(names(pages).sort()));

  for (const name of story)
    it(`${name}: its console blocks are what is printed`, async () => {
      const page = readPage(`docs/commands/${name}.md`);
      const { text, ran } = await play(page, project);
      expect(ran.length).toBeGreaterThan(0);
      keep(page, text);
      if (name === "init")
        project.write({ "limbeck.config.ts": projectFiles["limbeck.config.ts"]! });
    });
});

describe("docs/operations.md", () => {
  const page = readPage("docs/operations.md");
  const examples = page.blocks.flatMap((block, i) => {
    const directive = /^`op\.(\w+)`$/.exec(block.heading)?.[1];
    const next = page.blocks[i + 1];
    return directive && block.language === "ts" && next?.language === "sql"
      ? [{ directive, block, result: next }]
      : [];
  });

  it("shows every directive", () => {
    expect([...new Set(examples.map((e) => e.directive))].sort()).toEqual(
      operationKinds.filter((kind) => kind !== "run").sort(),
    );
    expect(page.text).toContain("### `op.run`");
    expect(page.text).toContain("### `op.query`");
    expect(page.text).toContain("### `op.autocommitBlock`");
  });

  it("shows the SQL that each example becomes", async () => {
    let { text } = page;
    for (const { directive, block, result } of [...examples].reverse()) {
      const recorded = await record(block);
      expect(recorded.map((operation) => operation.kind)).toContain(directive);
      text = withBlock(text, result, sqlOf(recorded));
    }
    keep(page, text);
  });
});

async function record({ text }: Block): Promise<AnyOperation[]> {
  const recorded: AnyOperation[] = [];
  const op = recorder(operationKinds, {
    record: (operation) => void recorded.push(operation),
    query: async () => [],
  });
  await new Function("op", "sql", text)(op, sql);
  return recorded;
}

function sqlOf(operations: readonly AnyOperation[]): string {
  const statements = operations.flatMap((operation) => compile(operation, { major: 18 }));
  return statements
    .map(({ sql: text, params }) => `${text};${params ? ` -- ${JSON.stringify(params)}` : ""}`)
    .join("\n");
}

describe("every Markdown page", () => {
  const pages = allPages();

  it("links to what is there", () => {
    const broken = pages.flatMap(({ name, text }) =>
      [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, target]) => target!)
        .filter((target) => !/^[a-z]+:/.test(target))
        .filter((target) => !reaches(name, target))
        .map((target) => `${name}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it("has a block below every mark", () => {
    const marks = pages.filter(({ text, blocks }) => {
      const written = text.match(/^<!-- (?:run|file \S+) -->$/gm)?.length ?? 0;
      return written !== blocks.filter(({ mark }) => /^(?:run|file )/.test(mark)).length;
    });
    expect(marks.map((page) => page.name)).toEqual([]);
  });

  it("shows TypeScript that type-checks", () => {
    const snippets = pages.flatMap(({ name, blocks }) =>
      blocks
        .filter(({ language, mark }) => language === "ts" && mark !== "not checked")
        .map((block) => ({ name: `${name.replace(/\W+/g, "-")}-${block.line}.ts`, block })),
    );
    expect(snippets.length).toBeGreaterThan(40);
    mkdirSync(join(root, ".limbeck"), { recursive: true });
    const folder = mkdtempSync(join(root, ".limbeck/snippets-"));
    try {
      for (const { name, block } of snippets) writeFileSync(join(folder, name), moduleOf(block));
      for (const [name, text] of Object.entries(snippetFiles))
        writeFileSync(join(folder, name), text);
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(snippetConfig));
      writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
      expect(compilerSays(folder)).toBe("");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");
}

function reaches(page: string, target: string): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : join(dirname(page), path);
  if (!existsSync(join(root, file))) return false;
  if (anchor === undefined) return true;
  const headings = readPage(file).text.match(/^#+ .*$/gm) ?? [];
  return headings.map(slug).includes(anchor);
}

/** As code hosts make the anchor of a heading. */
function slug(heading: string): string {
  return heading
    .replace(/^#+ /, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}

/** A block that neither imports nor exports is the inside of `upgrade`. */
function moduleOf({ text }: Block): string {
  if (/^(?:import|export) /m.test(text)) return text;
  return `import { type Operations, sql } from "limbeck";
export async function upgrade(op: Operations) {
${text}
}
export { sql };
`;
}

/** What snippets import from the project they are said to be in. */
const snippetFiles: Readonly<Record<string, string>> = {
  "revisions.ts": 'export const revisions: import("limbeck/runtime").Revisions = [];\n',
  "vales.ts":
    'export { vales } from "./schema.js";\nexport async function createVale(_db: object) {}\n',
  "schema.ts": `import { pgTable, text } from "drizzle-orm/pg-core";
export const vales = pgTable("vales", { folio: text() });
`,
};

const snippetConfig = {
  extends: "../../tsconfig.json",
  compilerOptions: {
    noUnusedLocals: false,
    noUnusedParameters: false,
    paths: {
      limbeck: ["../../src/index.ts"],
      "limbeck/drizzle": ["../../src/source/drizzle/index.ts"],
      "limbeck/runtime": ["../../src/runtime/app/index.ts"],
      "limbeck/testing": ["../../src/testing/index.ts"],
    },
  },
  include: ["*.ts"],
};

function compilerSays(folder: string): string {
  try {
    execFileSync("npx", ["tsc", "-p", folder], { cwd: root, encoding: "utf8" });
    return "";
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
