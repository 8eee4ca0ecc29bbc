import { existsSync } from "node:fs";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { LimbeckError } from "../../diagnostic/index.js";
import { ownFile } from "../../script/own-package.js";
import { type Application, applicationIn } from "./init-application.js";

/** What `init --with` adds to a project, new or not. */
export interface ProjectPart {
  readonly name: "docker" | "github" | "tests";
  readonly summary: string;
  readonly files: (application: Application) => readonly PartFile[];
  /** The command to try it with. */
  readonly attempt: (application: Application) => string;
}

interface PartFile {
  /** Below the project's folder. */
  readonly path: string;
  /** In the package's folder of templates. */
  readonly template: string;
  /** Files that are there already and do the same. */
  readonly instead?: readonly string[];
  readonly executable?: true;
}

export const projectParts: readonly ProjectPart[] = [
  {
    name: "docker",
    summary: "Dockerfile, an entrypoint that upgrades first, and a compose file with a database",
    files: () => [
      { path: "Dockerfile", template: "docker/Dockerfile", instead: ["Containerfile"] },
      { path: "entrypoint.sh", template: "docker/entrypoint.sh", executable: true },
      {
        path: "compose.yaml",
        template: "docker/compose.yaml",
        instead: ["compose.yml", "docker-compose.yml", "docker-compose.yaml"],
      },
      { path: ".dockerignore", template: "docker/dockerignore" },
    ],
    attempt: () => "docker compose up --build",
  },
  {
    name: "github",
    summary: "a workflow for GitHub Actions: limbeck ci on every pull request, with its report",
    files: ({ toRoot }) => [
      { path: join(toRoot, ".github/workflows/migrations.yml"), template: "github/migrations.yml" },
    ],
    attempt: () => "limbeck ci --base main",
  },
  {
    name: "tests",
    summary: "tests of all migrations, for vitest or node:test",
    files: ({ testFile }) => [{ path: testFile, template: "tests/migrations.test.ts" }],
    attempt: ({ testFile }) =>
      testFile.endsWith(".ts") ? `npx vitest run ${testFile}` : `node --test ${testFile}`,
  },
];

/** @throws {LimbeckError} `usage` for a name there is not */
export function partsNamed(names: readonly string[]): ProjectPart[] {
  return names.map((name) => {
    const part = projectParts.find((one) => one.name === name);
    if (part) return part;
    throw new LimbeckError("usage", `there is nothing called ${name} to add`, {
      hint: `There are ${projectParts.map((one) => one.name).join(", ")}: \`limbeck list-templates\`.`,
    });
  });
}

export interface AddedParts {
  readonly written: readonly string[];
  readonly kept: readonly string[];
  /** Commands to try them with. */
  readonly next: readonly string[];
}

/** Writes the files of parts; what is there already, under any of its names, stays as it is. */
export async function addParts(dir: string, parts: readonly ProjectPart[]): Promise<AddedParts> {
  const application = applicationIn(dir);
  const written: string[] = [];
  const kept: string[] = [];
  for (const { path, template, instead = [], executable } of parts.flatMap((part) =>
    part.files(application),
  )) {
    const there = [path, ...instead].find((name) => existsSync(join(dir, name)));
    if (there !== undefined) {
      kept.push(there);
      continue;
    }
    const text = filled(await readTemplate(template), application);
    const file = join(dir, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    if (executable) await chmod(file, 0o755);
    written.push(path);
  }
  return { written, kept, next: parts.map((part) => part.attempt(application)) };
}

function readTemplate(name: string): Promise<string> {
  return readFile(ownFile(`templates/${name}`), "utf8");
}

/** Puts values for `%name%`; a line whose value is empty goes. */
function filled(template: string, { values }: Application): string {
  return template
    .split("\n")
    .filter((line) => !Object.keys(values).some((n) => values[n] === "" && line.includes(`%${n}%`)))
    .join("\n")
    .replace(/%(\w+)%/g, (all, name: string) => values[name] ?? all);
}
