import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadConfig } from "../../src/config/index.js";
import { projectFolder } from "../script/project-folder.js";

/** `limbeck` as it is when the tool runs from source. */
export const source = {
  limbeck: fileURLToPath(new URL("../../src/config/index.ts", import.meta.url)),
};

/** A package named `limbeck` as it is when installed: JavaScript that Node imports by itself. */
const installed = {
  "limbeck.mjs": `export const defineConfig = (config) => config;
export const env = (variable, options = {}) =>
  Object.defineProperty({ variable, ...options }, Symbol.for("limbeck.env"), { value: true });
export const sqlFiles = (name) => ({ name, load: async () => ({}) });
export const lazy = (load) => ({ name: "lazy", load });
globalThis.limbeckCopies = (globalThis.limbeckCopies ?? 0) + 1;`,
};

export function installedPackage(): { readonly limbeck: string } {
  return { limbeck: join(projectFolder(installed), "limbeck.mjs") };
}

/** Loads the config of a folder with these files; `package.json` ends the search upwards. */
export function load(files: Record<string, string>, alias: { limbeck: string } = source) {
  return loadConfig({ cwd: projectFolder({ "package.json": "{}", ...files }), alias });
}
