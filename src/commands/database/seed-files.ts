import { relative, sep } from "node:path";
import { LimbeckError } from "../../diagnostic/index.js";
import { glob } from "../../source/glob.js";
import type { Project } from "../project/project.js";

/** A file with rows to begin with. */
export interface SeedFile {
  readonly path: string;
  /** As reports call it: from the configuration's folder on. */
  readonly name: string;
}

/**
 * The seeds of the project, in the order they run: patterns in theirs, files of one pattern in
 * natural order. An environment that names its own has no others; a protected one never has.
 *
 * @throws {LimbeckError} `seed-missing` where none are named, or a pattern matches nothing
 */
export function seedFiles(project: Project): SeedFile[] {
  const { environment } = project;
  const { seeds, environments = {} } = project.loaded.config;
  const own = environment === undefined ? undefined : environments[environment];
  const patterns = [own?.seeds ?? (own?.protect ? undefined : seeds) ?? []].flat();
  if (patterns.length === 0) throw noneNamed(environment, own?.protect === true);
  const found = new Set<string>();
  for (const pattern of patterns) {
    const files = glob(pattern, project.dir).filter((file) => !file.endsWith(".d.ts"));
    if (files.length === 0)
      throw new LimbeckError("seed-missing", `no file matches the seed ${pattern}`, {
        hint: "Correct `seeds` in limbeck.config.ts; paths start from its folder.",
        details: { pattern, dir: project.dir },
      });
    for (const file of files) found.add(file);
  }
  return [...found].map((path) => ({
    path,
    name: relative(project.dir, path).split(sep).join("/"),
  }));
}

function noneNamed(environment: string | undefined, isProtected: boolean): LimbeckError {
  if (!isProtected)
    return new LimbeckError("seed-missing", "the configuration names no seeds", {
      hint: 'Add to limbeck.config.ts: seeds: ["./seeds/*.sql"]',
    });
  return new LimbeckError(
    "seed-missing",
    `${environment} is protected, and names no seeds of its own: those of development are not for it`,
    { hint: `environments: { ${environment}: { seeds: ["./seeds/roles.sql"], … } }` },
  );
}
