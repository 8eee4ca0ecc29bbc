import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ownFile, runs } from "./own-package.js";

/** Bare specifiers and the absolute files that stand for them. */
export type Alias = Readonly<Record<string, string>>;

let known: Alias | undefined;

/**
 * The files of the running package by the names users import: `limbeck`, `limbeck/drizzle`, …
 * So a revision means the tool that runs it, installed in the project or not.
 */
export function runningPackage(): Alias {
  if (known !== undefined) return known;
  const extension = runs === "src" ? ".ts" : ".js";
  const manifest = JSON.parse(readFileSync(ownFile("package.json"), "utf8")) as {
    name: string;
    exports: Record<string, string | { default?: string }>;
  };
  const alias: Record<string, string> = {};
  for (const [path, target] of Object.entries(manifest.exports)) {
    const file = typeof target === "string" ? target : target.default;
    if (file === undefined || !file.startsWith("./dist/")) continue;
    const own = file.slice("./dist/".length).replace(/\.js$/, extension);
    alias[manifest.name + path.slice(1)] = fileURLToPath(ownFile(`${runs}/${own}`));
  }
  known = Object.freeze(alias);
  return known;
}

const loading = new Map<string, Promise<object>>();

/** Imports a file of the running package, once: revisions and config share its one instance. */
export function importOwn(file: string): Promise<object> {
  let module = loading.get(file);
  if (module === undefined) {
    module = import(pathToFileURL(file).href) as Promise<object>;
    loading.set(file, module);
  }
  return module;
}
