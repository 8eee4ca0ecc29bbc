import { readFileSync } from "node:fs";
import { shortPath } from "../find-files.js";
import { type FoundModel, findModels } from "./found-model.js";
import type { ModuleSet } from "./load-modules.js";

/**
 * Each object once, with the place where it is declared as far as the text of the files tells: a
 * barrel that only passes it on is named last.
 */
export function ownedModels({ modules, closure }: ModuleSet, baseDir: string): FoundModel[] {
  const owners = new Map<object, FoundModel>();
  const read = new Map<string, Map<string, number>>();
  for (const { name, file, exports } of modules)
    for (const model of findModels(exports, name)) {
      const line = file === undefined ? undefined : declaredAt(file, model.label);
      const located = line === undefined ? model : { ...model, line };
      const owner = owners.get(model.object);
      if (!owner || (owner.line === undefined && line !== undefined))
        owners.set(model.object, located);
    }
  return [...owners.values()].map((model) =>
    model.line === undefined ? traced(model, closure, baseDir) : model,
  );

  function declaredAt(file: string, label: string): number | undefined {
    const names = read.get(file) ?? declarationsIn(file);
    read.set(file, names);
    return names.get(label.slice(label.lastIndexOf(".") + 1));
  }

  /** Exported by a barrel alone: the one file behind it that declares the name, if it is one. */
  function traced(model: FoundModel, files: readonly string[], base: string): FoundModel {
    const found = files.flatMap((file) => {
      const line = declaredAt(file, model.label);
      return line === undefined ? [] : [{ file: shortPath(file, base), line }];
    });
    return found.length === 1 ? { ...model, ...found[0]! } : model;
  }
}

/** The names a file declares with `const`, `let` or `var`, and their lines. */
function declarationsIn(file: string): Map<string, number> {
  const lines = new Map<string, number>();
  readText(file)
    .split("\n")
    .forEach((line, i) => {
      const name = declaration.exec(line)?.[1];
      if (name !== undefined && !lines.has(name)) lines.set(name, i + 1);
    });
  return lines;
}

const declaration = /^\s*(?:export\s+)?(?:const|let|var)\s+([\p{L}_$][\p{L}\p{N}_$]*)/u;

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
