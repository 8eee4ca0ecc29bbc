import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Catalog } from "../catalog/index.js";
import { LimbeckError } from "../diagnostic/index.js";
import { renderOperations } from "../render/index.js";
import type { Proof } from "../scratch/index.js";
import { loadRevision, type NewRevision, revisionFileName, revisionText } from "../script/index.js";
import { type CompareOptions, difference, statesOf } from "./check.js";
import {
  type Draft,
  draftRevision,
  type NewRevisionOptions,
  parentsFor,
  saveRevision,
} from "./new-revision.js";
import { openProject, type Project } from "./project.js";
import { type Workbench, withWorkbench } from "./workbench.js";

export interface RevisionOptions extends CompareOptions, NewRevisionOptions {
  /** Write the operations that lead to the models; otherwise the functions are empty. */
  readonly autogenerate?: boolean | undefined;
  /** The revision to follow; the only head by default, `base` for a line of its own. */
  readonly head?: string | undefined;
  /** Follow it even if others do already: the line splits there. */
  readonly splice?: boolean | undefined;
  /** Prove it in both directions before it is written. Default `true`. */
  readonly verify?: boolean | undefined;
  /** Called when something that takes a while begins. */
  readonly onProgress?: ((what: string) => void) | undefined;
}

export interface RevisionReport {
  /** Absent when nothing differed, so that nothing was written. */
  readonly revision?: string;
  readonly file?: string;
  readonly message: string;
  readonly down: readonly string[];
  readonly operations: number;
  /** What goes when it runs: `rows of table vales`. */
  readonly loses: { readonly upgrade: readonly string[]; readonly downgrade: readonly string[] };
  readonly proof?: Proof;
  readonly warnings: readonly string[];
  readonly notCompared: readonly string[];
}

/**
 * Writes a new revision. With `autogenerate`, what it does is worked out from the models, and it
 * is proved on a throwaway database in both directions before the file appears.
 *
 * @throws {LimbeckError} `multiple-heads`, `proof-failed`, `script-exists`, and what reading the
 *   models can throw
 */
export async function revision(options: RevisionOptions): Promise<RevisionReport> {
  const project = await openProject(options);
  const graph = await project.graph();
  const down = parentsFor(project, graph, options.head, options.splice);
  if (options.autogenerate && options.sql)
    throw new LimbeckError("usage", "a revision from the models is TypeScript", {
      hint: "Leave --sql out; `limbeck upgrade --sql` shows a revision as SQL.",
    });
  const draft = await draftRevision(project, graph, down, options);
  if (!options.autogenerate) {
    const file = await saveRevision(project, draft);
    const none = {
      operations: 0,
      loses: { upgrade: [], downgrade: [] },
      warnings: [],
      notCompared: [],
    };
    return { revision: draft.revision.id, file, message: draft.revision.message, down, ...none };
  }
  return withWorkbench(project, { cache: options.cache ?? true }, (bench) =>
    generate(project, bench, draft, options),
  );
}

async function generate(
  project: Project,
  bench: Workbench,
  { folder, revision: base }: Draft,
  options: RevisionOptions,
): Promise<RevisionReport> {
  options.onProgress?.("reading models and migrations");
  const states = await statesOf(project, bench, options.from ?? "migrations");
  const up = difference(states);
  const notCompared = [...new Set([...states.from.unsupported, ...states.to.unsupported])];
  const { message, down, id } = base;
  if (up.operations.length === 0) {
    const loses = { upgrade: [], downgrade: [] };
    return { message, down: [...down], operations: 0, loses, warnings: [], notCompared };
  }
  const back = difference({ from: states.to, to: states.from });
  const text: NewRevision = {
    ...base,
    upgradeBody: renderOperations(up.operations),
    downgradeBody: renderOperations(back.operations),
    notes: notesOf(up.loses, back.loses),
  };
  let proof: Proof | undefined;
  if (options.verify ?? true) {
    options.onProgress?.("proving it in both directions");
    proof = await proveText(project, bench, text, states, options.from ?? "migrations");
  }
  const warnings = [...(proof?.warnings ?? [])];
  const notes = [...(text.notes ?? []), ...warnings.map((w) => w.split("\n")[0]!)];
  const file = await saveRevision(project, { folder, revision: { ...text, notes } });
  if (proof && (options.from ?? "migrations") === "migrations") bench.keepMigrations(states.to);
  return {
    revision: id,
    file,
    message,
    down: [...down],
    operations: up.operations.length,
    loses: { upgrade: up.loses, downgrade: back.loses },
    ...(proof && { proof }),
    warnings,
    notCompared,
  };
}

/** Proves the very text that will be written: it is loaded as any revision file is. */
async function proveText(
  project: Project,
  bench: Workbench,
  text: NewRevision,
  { from, to }: { readonly from: Catalog; readonly to: Catalog },
  base: "migrations" | "database",
): Promise<Proof> {
  const folder = join(project.cacheDir, "pending");
  const file = join(folder, revisionFileName(text));
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, revisionText(text));
    const { upgrade, downgrade } = await loadRevision(file);
    const claim = { revision: text.id, file, upgrade, downgrade, from, to };
    return await bench.prove(claim, base === "migrations" ? "migrations" : "catalog");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function notesOf(upgrade: readonly string[], downgrade: readonly string[]): string[] {
  return [
    ...(upgrade.length > 0 ? [`loses on upgrade: ${upgrade.join(", ")}`] : []),
    ...(downgrade.length > 0 ? [`loses on downgrade: ${downgrade.join(", ")}`] : []),
  ];
}
