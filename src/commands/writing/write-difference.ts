import { type Catalog, without } from "../../catalog/index.js";
import { operationKinds, type ReadOptions } from "../../dialect/index.js";
import type { Difference } from "../../diff/index.js";
import type { AnyOperation } from "../../operation/index.js";
import { textsApart } from "../../plan/index.js";
import { renderOperations } from "../../render/index.js";
import type { Step } from "../../revision/index.js";
import type { Proof, Renamed } from "../../scratch/index.js";
import type { NewRevision } from "../../script/index.js";
import { difference } from "../comparing/comparison.js";
import type { States } from "../comparing/read-states.js";
import type { Answers, Ask } from "../project/answers.js";
import { few } from "../project/few.js";
import type { Project } from "../project/project.js";
import type { Workbench } from "../workbench/workbench.js";
import { type Draft, saveRevision } from "./new-revision.js";
import { withPending } from "./pending.js";
import { rewritten } from "./rewrite.js";
import { settleConversions } from "./settle-conversions.js";
import { settleRenames } from "./settle-renames.js";

export interface WriteOptions {
  /** What it is proved on: the other revisions replayed, or the first state built anew. */
  readonly startsFrom: "migrations" | "catalog";
  /** What the two states cannot tell. */
  readonly answers?: Answers | undefined;
  /** Asks for the rest; without it, a question is an error that says how to answer. */
  readonly ask?: Ask | undefined;
  /** Prove it in both directions before it is written. Default `true`. */
  readonly verify?: boolean | undefined;
  /** Called when it is proved, right before the file appears; throws to stop. */
  readonly beforeWriting?: (() => Promise<void>) | undefined;
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
  /** The database that the revision was taken back on before it was written anew. */
  readonly takenBackOn?: string | undefined;
}

/**
 * Writes the revision that leads from one state to another, and proves it before the file appears.
 * Nothing is written where nothing differs.
 *
 * @throws {LimbeckError} `proof-failed`, `script-exists`
 */
export async function writeDifference(
  project: Project,
  bench: Workbench,
  { revision: base, ...draft }: Draft,
  states: States,
  options: WriteOptions,
): Promise<RevisionReport> {
  const { up, back, renamed } = await changes(bench, states, project.read, options);
  const about = { revision: base.id, message: base.message };
  const [upgrade, downgrade] = await Promise.all([
    rewritten(project, up.operations, { ...about, direction: "upgrade" }),
    rewritten(project, back.operations, { ...about, direction: "downgrade" }),
  ]);
  const notCompared = [...new Set([...states.from.unsupported, ...states.to.unsupported])];
  const { message, down, id } = base;
  if (upgrade.length === 0) {
    const loses = { upgrade: [], downgrade: [] };
    return { message, down: [...down], operations: 0, loses, warnings: [], notCompared };
  }
  const text: NewRevision = {
    ...base,
    upgradeBody: renderOperations(upgrade),
    downgradeBody: renderOperations(downgrade),
    notes: [
      ...(base.notes ?? []),
      ...notesOf(up.loses, back.loses),
      ...notesApart("upgrade", upgrade, states.to),
      ...notesApart("downgrade", downgrade, states.to),
    ],
  };
  let proof: Proof | undefined;
  if (options.verify ?? true) {
    options.onProgress?.("proving it in both directions");
    const { from, to, narrowed } = states;
    proof = await withPending(project, text, ({ upgrade, downgrade }, file) => {
      const claim = { revision: id, file, upgrade, downgrade, from, to, narrowed, renamed };
      return bench.prove(claim, options.startsFrom);
    });
  }
  const warnings = [...(proof?.warnings ?? [])];
  const notes = [...(text.notes ?? []), ...warnings.map((w) => w.split("\n")[0]!)];
  await options.beforeWriting?.();
  const file = await saveRevision(project, { ...draft, revision: { ...text, notes } });
  // In the place of another file, there is no telling those of the bench from all there are.
  if (proof && options.startsFrom === "migrations" && !draft.replaces && !states.narrowed)
    bench.keepMigrations(states.to);
  return {
    revision: id,
    file,
    message,
    down: [...down],
    operations: upgrade.length,
    loses: { upgrade: up.loses, downgrade: back.loses },
    ...(proof && { proof }),
    warnings,
    notCompared,
  };
}

interface BothWays {
  readonly up: Difference;
  readonly back: Difference;
  readonly renamed: Renamed | undefined;
}

/** What leads there and back: renames first, and last on the way back. */
async function changes(
  bench: Workbench,
  states: States,
  read: ReadOptions,
  { startsFrom, answers = {}, ask }: WriteOptions,
): Promise<BothWays> {
  const said = { ...answers, ask };
  const { base = states.from, leftOut = new Set<never>() } = states.narrowed ?? {};
  const settled = await settleRenames(states, said, async (operations) =>
    without(await bench.after(base, operations, startsFrom), leftOut),
  );
  const middle = { from: settled?.renamed.after ?? states.from, to: states.to };
  const using = await settleConversions(
    (given) => difference(middle, read, { using: given }).conversions,
    said,
  );
  const up = difference(middle, read, { using });
  const back = difference({ from: middle.to, to: middle.from }, read);
  if (!settled) return { up, back, renamed: undefined };
  return {
    up: { ...up, operations: [...settled.operations, ...up.operations] },
    back: { ...back, operations: [...back.operations, ...settled.back] },
    renamed: settled.renamed,
  };
}

function notesOf(upgrade: readonly string[], downgrade: readonly string[]): string[] {
  return [
    ...(upgrade.length > 0 ? [`loses on upgrade: ${few(upgrade, 10)}`] : []),
    ...(downgrade.length > 0 ? [`loses on downgrade: ${few(downgrade, 10)}`] : []),
  ];
}

/** Where a revision cannot be one transaction, whoever runs it should know. */
function notesApart(
  direction: Step["direction"],
  operations: readonly AnyOperation[],
  { major }: Catalog,
): string[] {
  const known = operations.filter(({ kind }) => operationKinds.includes(kind));
  return textsApart(known, { major }).map(
    (sql) => `outside a transaction on ${direction}: ${sql.replaceAll(/\s+/g, " ")}`,
  );
}
