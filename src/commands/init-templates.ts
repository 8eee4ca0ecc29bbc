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

/** What `init --template` can begin with. */
export async function listTemplates(): Promise<readonly ProjectTemplate[]> {
  return projectTemplates;
}
