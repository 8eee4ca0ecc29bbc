import { projectParts } from "./init-parts.js";

/** What a new project can begin with. */
export interface ProjectTemplate {
  readonly name: "drizzle" | "sql" | "plain";
  readonly summary: string;
  /** Where models are looked for when nothing was found or said; without it there are none. */
  readonly models?: string;
}

export const projectTemplates: readonly ProjectTemplate[] = [
  {
    name: "drizzle",
    summary: "models are Drizzle tables, in TypeScript",
    models: "./src/models/*.ts",
  },
  { name: "sql", summary: "models are SQL files", models: "./db/*.sql" },
  { name: "plain", summary: "no models: every revision is written by hand" },
];

/** Something `init` takes: with `--template` to begin with, with `--with` to add. */
export interface ListedTemplate {
  readonly name: string;
  readonly summary: string;
  readonly option: "--template" | "--with";
  /** Where models are looked for when nothing was found or said. */
  readonly models?: string;
}

/** What `init` can begin with, and what it can add. */
export async function listTemplates(): Promise<readonly ListedTemplate[]> {
  const added = projectParts.map(({ name, summary }) => ({ name, summary }));
  return [
    ...projectTemplates.map((template) => ({ ...template, option: "--template" as const })),
    ...added.map((part) => ({ ...part, option: "--with" as const })),
  ];
}
