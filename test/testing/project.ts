import { cliProject } from "../cli/cli-project.js";
import { projectFiles } from "../docs/project-files.js";

/** Two revisions, which lead to the model: a table, and a longer column in it. */
export function testedProject(files: Readonly<Record<string, string>> = {}) {
  return cliProject({
    ...projectFiles,
    "limbeck.config.ts": `import { defineConfig } from "limbeck";
import { drizzle } from "limbeck/drizzle";
export default defineConfig({ url: "pglite:.limbeck/db", models: drizzle("./src/models/*.ts") });
`,
    ...files,
  });
}

export const [created, longer] = ["1975ea83b712", "ae1027a6acf1"] as const;
