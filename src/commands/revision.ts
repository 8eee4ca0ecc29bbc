import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Catalog } from "../catalog/index.js";
import { LimbeckError } from "../diagnostic/index.js";
import { renderOperations } from "../render/index.js";
import {
  checkName,
  hasRevision,
  headsOf,
  type RevisionGraph,
  resolveRevisions,
} from "../revision/index.js";
import type { Proof } from "../scratch/index.js";
import {
  loadRevision,
  type NewRevision,
  newRevisionId,
  renderRevisionFile,
  revisionFileName,
  writeRevision,
} from "../script/index.js";
import { type CompareOptions, difference, statesOf } from "./check.js";
import { openProject, type Project } from "./project.js";
import { type Workbench, withWorkbench } from "./workbench.js";

export interface RevisionOptions extends CompareOptions {
  readonly message?: string | undefined;
  /** Write the operations that lead to the models; otherwise the functions are empty. */
  readonly autogenerate?: boolean | undefined;
  readonly revisionId?: string | undefined;
  /** The revision to follow; the only head by default. */
  readonly head?: string | undefined;
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
  const down = parentOf(graph, options.head);
  const id = await idFor(project, graph, options.revisionId);
  const base: NewRevision = {
    id,
    down,
    message: options.message ?? "",
    date: today(),
    upgradeBody: "",
    downgradeBody: "",
    fileTemplate: project.loaded.config.fileTemplate,
  };
  if (!options.autogenerate) {
    const file = await writeRevision(project.migrationsDir, base);
    const none = {
      operations: 0,
      loses: { upgrade: [], downgrade: [] },
      warnings: [],
      notCompared: [],
    };
    return { revision: id, file, message: base.message, down, ...none };
  }
  return withWorkbench(project, { cache: options.cache ?? true }, (bench) =>
    generate(project, bench, base, options),
  );
}

async function generate(
  project: Project,
  bench: Workbench,
  base: NewRevision,
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
  const file = await writeRevision(project.migrationsDir, {
    ...text,
    notes: [...(text.notes ?? []), ...warnings.map((w) => w.split("\n")[0]!)],
  });
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
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(file, renderRevisionFile(text));
    const { upgrade, downgrade } = await loadRevision(file);
    const claim = { revision: text.id, file, upgrade, downgrade, from, to };
    return await bench.prove(claim, base === "migrations" ? "migrations" : "catalog");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function parentOf(graph: RevisionGraph, head: string | undefined): string[] {
  if (head !== undefined) {
    const parents = resolveRevisions(graph, head);
    const heads = headsOf(graph);
    for (const id of parents)
      if (!heads.includes(id))
        throw new LimbeckError(
          "not-a-head",
          `${id} is not a head: other revisions follow it already`,
          {
            hint: `Heads are: ${heads.join(", ")}.`,
          },
        );
    return parents;
  }
  const heads = headsOf(graph);
  if (heads.length <= 1) return heads;
  throw new LimbeckError("multiple-heads", `there are ${heads.length} heads: ${heads.join(", ")}`, {
    hint: "Name the one to follow with --head, or join them first: limbeck revision --head heads -m merge",
    details: { heads },
  });
}

async function idFor(
  project: Project,
  graph: RevisionGraph,
  given: string | undefined,
): Promise<string> {
  const { revisionId = "hex" } = project.loaded.config;
  const id = given ?? (await generateId(revisionId, graph));
  checkName("revision id", id);
  if (hasRevision(graph, id))
    throw new LimbeckError("graph-duplicate-id", `there is a revision ${id} already`, {
      hint: "Give another id with --rev-id.",
    });
  return id;
}

async function generateId(
  generator: NonNullable<Project["loaded"]["config"]["revisionId"]>,
  graph: RevisionGraph,
): Promise<string> {
  if (typeof generator === "function") return generator();
  if (generator === "hex") return newRevisionId();
  // `%04d`: one more than the highest number there is.
  const numbers = graph.nodes.map(({ id }) => Number(/^\d+/.exec(id)?.[0] ?? 0));
  const width = Number(/^%0?(\d*)d$/.exec(generator)?.[1] || 1);
  return String(Math.max(0, ...numbers) + 1).padStart(width, "0");
}

function notesOf(upgrade: readonly string[], downgrade: readonly string[]): string[] {
  return [
    ...(upgrade.length > 0 ? [`loses on upgrade: ${upgrade.join(", ")}`] : []),
    ...(downgrade.length > 0 ? [`loses on downgrade: ${downgrade.join(", ")}`] : []),
  ];
}

function today(): string {
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
