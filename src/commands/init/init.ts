import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { LimbeckError } from "../../diagnostic/index.js";
import { addParts, partsNamed } from "./init-parts.js";
import { type ProjectTemplate, projectTemplates } from "./init-templates.js";
import { slashes } from "./slashes.js";

export interface InitOptions {
  readonly cwd?: string | undefined;
  /** The migrations folder; `migrations` by default. */
  readonly directory?: string | undefined;
  /** Where the models are: a pattern of TypeScript files, or of SQL files. Found by itself otherwise. */
  readonly models?: string | undefined;
  /** One of `listTemplates()`; what fits the models by default. */
  readonly template?: string | undefined;
  /** What else to add, also to a project that is there: names of `listTemplates()`. */
  readonly with?: readonly string[] | undefined;
}

export interface InitReport {
  readonly dir: string;
  /** Files that were written, relative to the folder. */
  readonly written: readonly string[];
  /** Files that were there and were left as they are. */
  readonly kept: readonly string[];
  /** Their pattern; absent where the project has none. */
  readonly models?: string | undefined;
  /** Whether files match the models' pattern already. */
  readonly modelsFound: boolean;
  /** Commands that try what was added. */
  readonly next: readonly string[];
}

/** Where projects usually keep their tables, most telling first. */
const usualPlaces = [
  { path: "src/models", pattern: "./src/models/*.ts" },
  { path: "src/schema.ts", pattern: "./src/schema.ts" },
  { path: "src/schema", pattern: "./src/schema/*.ts" },
  { path: "src/db/schema.ts", pattern: "./src/db/schema.ts" },
  { path: "src/db/schema", pattern: "./src/db/schema/*.ts" },
  { path: "src/database/schema", pattern: "./src/database/schema/*.ts" },
  { path: "models", pattern: "./models/*.ts" },
  { path: "schema.sql", pattern: "./schema.sql" },
  { path: "db/schema.sql", pattern: "./db/schema.sql" },
];

const configNames = ["ts", "mts", "js", "mjs", "cjs"].map((end) => `limbeck.config.${end}`);

/**
 * Makes a folder a Limbeck project: configuration, migrations folder, and a line in `.gitignore`.
 * Files that exist stay as they are. A project that is there gets what `with` names.
 *
 * @throws {LimbeckError} `config-exists` when there is a configuration already and nothing to add
 */
export async function init(options: InitOptions): Promise<InitReport> {
  const dir = options.cwd ?? process.cwd();
  const parts = partsNamed(options.with ?? []);
  const existing = configNames.find((name) => existsSync(join(dir, name)));
  if (existing) refuseAnew(existing, options);
  const begun = existing ? leftAsItIs(dir, existing) : await begin(dir, options);
  const added = await addParts(dir, parts);
  return {
    ...begun,
    written: [...begun.written, ...added.written],
    kept: [...begun.kept, ...added.kept],
    next: added.next,
  };
}

type Begun = Omit<InitReport, "next">;

function refuseAnew(existing: string, options: InitOptions): void {
  const anew = [options.directory, options.models, options.template].some(Boolean);
  if (options.with?.length && !anew) return;
  throw new LimbeckError("config-exists", `${existing} is here already`, {
    hint: "Change it as you need, or delete it to begin anew. `limbeck init --with docker,github,tests` adds to a project that is there.",
  });
}

function leftAsItIs(dir: string, config: string): Begun {
  return {
    dir: relative(process.cwd(), dir) || ".",
    written: [],
    kept: [config],
    modelsFound: true,
  };
}

async function begin(dir: string, options: InitOptions): Promise<Begun> {
  const migrations = slashes(options.directory ?? "migrations");
  const place = usualPlaces.find(({ path }) => existsSync(join(dir, path)));
  const template = templateFor(options.template, options.models ?? place?.pattern);
  const fits = place !== undefined && templateFor(undefined, place.pattern) === template;
  const models =
    (options.models && slashes(options.models)) ?? (fits ? place.pattern : template.models);
  const files: Record<string, string> = {
    "limbeck.config.ts": configText(template.name, models, migrations),
    // Revisions are ES modules, whatever the project around them is.
    [`${migrations}/package.json`]: '{ "type": "module" }\n',
  };
  const written: string[] = [];
  const kept: string[] = [];
  // First, so that a file in the way leaves no half of a project.
  await mkdir(join(dir, migrations), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    if (existsSync(join(dir, name))) {
      kept.push(name);
      continue;
    }
    await writeFile(join(dir, name), text);
    written.push(name);
  }
  if (await ignoreCache(dir)) written.push(".gitignore");
  if (await leaveOutOfBuild(dir, migrations)) written.push("tsconfig.build.json");
  return {
    dir: relative(process.cwd(), dir) || ".",
    written,
    kept,
    models,
    modelsFound: options.models !== undefined || fits,
  };
}

/**
 * The template that is named, or the one that fits the models.
 *
 * @throws {LimbeckError} `usage` for a name there is not, or models that do not go with it
 */
function templateFor(name: string | undefined, models: string | undefined): ProjectTemplate {
  const fitting = models?.endsWith(".sql") ? "sql" : "drizzle";
  const template = projectTemplates.find((one) => one.name === (name ?? fitting));
  if (template) return template;
  throw new LimbeckError("usage", `there is no template ${name}`, {
    hint: `There are ${projectTemplates.map((one) => one.name).join(", ")}: \`limbeck list-templates\`.`,
  });
}

const imports: Readonly<Record<ProjectTemplate["name"], readonly string[]>> = {
  drizzle: [
    'import { defineConfig, env } from "limbeck";',
    'import { drizzle } from "limbeck/drizzle";',
  ],
  sql: ['import { defineConfig, env, sqlFiles } from "limbeck";'],
  plain: ['import { defineConfig, env } from "limbeck";'],
};

function configText(
  template: ProjectTemplate["name"],
  models: string | undefined,
  migrations: string,
): string {
  const settings = [
    ...(template === "drizzle" ? [`models: [drizzle("${models}")],`] : []),
    ...(template === "sql" ? [`models: [sqlFiles("${models}")],`] : []),
    ...(migrations === "migrations" ? [] : [`migrations: "./${migrations}",`]),
  ];
  return `${imports[template].join("\n")}

export default defineConfig({
  // Without DATABASE_URL, development uses a PostgreSQL of its own in .limbeck/db.
  url: env("DATABASE_URL", { development: "pglite:.limbeck/db" }),
${settings.map((line) => `  ${line}\n`).join("")}});
`;
}

async function ignoreCache(dir: string): Promise<boolean> {
  const file = join(dir, ".gitignore");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (/^\/?\.limbeck\/?$/m.test(text)) return false;
  const start = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  await writeFile(file, `${start}.limbeck/\n`);
  return true;
}

/**
 * Nest compiles all that lies beside `src`, and would then put `dist/main.js` into `dist/src`. What
 * lies inside `src` is compiled with it, as it should be.
 */
async function leaveOutOfBuild(dir: string, migrations: string): Promise<boolean> {
  const file = join(dir, "tsconfig.build.json");
  if (!existsSync(file)) return false;
  const text = readFileSync(file, "utf8");
  const names = ["limbeck.config.ts", ...(/^(?:\.\/)?src\//.test(migrations) ? [] : [migrations])];
  const missing = names.filter((name) => !text.includes(`"${name}"`));
  const list = missing.map((name) => JSON.stringify(name)).join(", ");
  const changed = text.replace(
    /("exclude"\s*:\s*\[)\s*(?=("?))/,
    (_, start: string, quote: string) => (quote === "" ? `${start}${list}` : `${start}${list}, `),
  );
  if (missing.length === 0 || changed === text) return false;
  await writeFile(file, changed);
  return true;
}
