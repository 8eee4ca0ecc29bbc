import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, extname, join, relative, resolve, sep } from "node:path";
import { LimbeckError } from "../../diagnostic/index.js";
import type { Revision } from "../../revision/index.js";
import { sqlSections } from "../../script/index.js";
import { openProject, type ProjectOptions } from "../project/project.js";

export interface BundleOptions extends ProjectOptions {
  /** The module to write. Default: `revisions.ts` beside the migrations folder. */
  readonly output?: string | undefined;
  /** Write nothing; only say whether it is up to date. */
  readonly check?: boolean | undefined;
}

export interface BundleReport {
  /** Absolute. */
  readonly file: string;
  readonly revisions: number;
  /** The module already said this. */
  readonly upToDate: boolean;
  /** It is JavaScript that imports TypeScript: not every Node runs that. */
  readonly importsTypeScript: boolean;
}

/**
 * Writes a module that imports every revision, for bundlers and places without a file system:
 * `revisions` of it is what `upgrade` of `limbeck/runtime` takes.
 *
 * @throws {LimbeckError} `usage` for a module inside the migrations folder
 */
export async function bundle(options: BundleOptions): Promise<BundleReport> {
  const project = await openProject(options);
  const graph = await project.graph();
  const revisions = graph.order.map((node) => node.revision);
  const file = outputOf(options, project.migrationsDir, revisions);
  const text = moduleText(file, revisions);
  const upToDate = existsSync(file) && readFileSync(file, "utf8").replace(/\r\n/g, "\n") === text;
  if (!upToDate && !options.check) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const importsTypeScript = !isTypeScript(file) && revisions.some((r) => isTypeScript(r.file!));
  return { file, revisions: revisions.length, upToDate, importsTypeScript };
}

function outputOf(
  { output, cwd = process.cwd() }: BundleOptions,
  migrationsDir: string,
  revisions: readonly Revision[],
): string {
  const typescript = revisions.length === 0 || revisions.some((r) => isTypeScript(r.file!));
  const usual = join(dirname(migrationsDir), `revisions.${typescript ? "ts" : "js"}`);
  const file = output === undefined ? usual : resolve(cwd, output);
  if (dirname(file) === migrationsDir)
    throw new LimbeckError("usage", "the module cannot lie among the revisions", {
      hint: "Each file there is taken for a revision: name another folder, `limbeck bundle src/revisions.ts`.",
    });
  if (/^\.[cm]?[jt]s$/.test(extname(file))) return file;
  throw new LimbeckError("usage", `${output} is no name of a module`, {
    hint: "It ends in .ts or .js: `limbeck bundle src/revisions.ts`.",
  });
}

function moduleText(file: string, revisions: readonly Revision[]): string {
  const imports: string[] = [];
  const entries: string[] = [];
  for (const [i, revision] of revisions.entries()) {
    const named = { message: revision.message, file: revision.file!.split(sep).at(-1) };
    if (revision.file!.endsWith(".sql")) {
      entries.push(literal({ ...headerOf(revision), ...sqlText(revision.file!), ...named }));
      continue;
    }
    const name = `r${i + 1}`;
    imports.push(`import * as ${name} from ${JSON.stringify(specifier(file, revision.file!))};`);
    entries.push(`{ ...${name}, ${literal(named).slice(2)}`);
  }
  const typed = isTypeScript(file);
  return [
    "// Written by `limbeck bundle`: run it again after adding a revision, do not edit.",
    ...(typed ? ['import type { Revisions } from "limbeck/runtime";'] : []),
    ...imports,
    "",
    ...(typed ? [] : ['/** @type {import("limbeck/runtime").Revisions} */']),
    `export const revisions${typed ? ": Revisions" : ""} = [`,
    ...entries.map((entry) => `  ${entry},`),
    "];",
    "",
  ].join("\n");
}

/**
 * How one module names another. TypeScript names TypeScript as in compiled code, and compilers and
 * bundlers find the `.ts` behind it; JavaScript is not compiled, so it names what is there.
 */
export function specifier(from: string, to: string): string {
  const path = relative(dirname(from), to).split(sep).join("/");
  const named = isTypeScript(from) ? path.replace(/\.ts$/, ".js") : path;
  return named.startsWith(".") ? named : `./${named}`;
}

function isTypeScript(file: string): boolean {
  return /\.[cm]?ts$/.test(file);
}

function headerOf({ id, down, labels, dependsOn, replaces }: Revision) {
  return {
    revision: id,
    downRevision: down.length > 1 ? down : (down[0] ?? null),
    ...(labels.length > 0 && { branchLabels: labels }),
    ...(dependsOn.length > 0 && { dependsOn }),
    ...(replaces && { replaces }),
  };
}

function sqlText(file: string) {
  const { upgrade, downgrade } = sqlSections(readFileSync(file, "utf8"), file);
  return { upgrade, ...(downgrade !== undefined && { downgrade }) };
}

function literal(value: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(value).map(([key, one]) => `${key}: ${JSON.stringify(one)}`);
  return `{ ${fields.join(", ")} }`;
}
