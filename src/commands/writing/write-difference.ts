import { LimbeckError } from "../../diagnostic/index.js";
import { renderOperations } from "../../render/index.js";
import type { Proof, Renamed } from "../../scratch/index.js";
import type { NewRevision } from "../../script/index.js";
import type { States } from "../comparing/read-states.js";
import type { Answers, Ask } from "../project/answers.js";
import type { Project } from "../project/project.js";
import type { Workbench } from "../workbench/workbench.js";
import { bothWays } from "./both-ways.js";
import { type Draft, saveRevisions } from "./new-revision.js";
import { onAnyDatabase } from "./on-any-database.js";
import { type PartOfWay, partsOfWay } from "./parts.js";
import { withPending } from "./pending.js";
import { notesApart, notesOfLosses } from "./revision-notes.js";
import { rewrittenBack, rewrittenParts } from "./rewrite.js";

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
  /** The revisions behind it, where `rewrite` made several of one. */
  readonly followedBy?: readonly RevisionReport[];
  /** The database that the revision was taken back on before it was written anew. */
  readonly takenBackOn?: string | undefined;
}

/**
 * Writes the revision that leads from one state to another, or the several that `rewrite` makes of
 * it, each proved before the first file appears. Nothing is written where nothing differs.
 *
 * @throws {LimbeckError} `proof-failed`, `script-exists`
 */
export async function writeDifference(
  project: Project,
  bench: Workbench,
  draft: Draft,
  states: States,
  options: WriteOptions,
): Promise<RevisionReport> {
  const { up, back, renamed } = await bothWays(bench, states, project.read, options);
  const { id, message, down } = draft.revision;
  const parts = await rewrittenParts(project, up.operations, { revision: id, message });
  const notCompared = [...new Set([...states.from.unsupported, ...states.to.unsupported])];
  if (parts.length === 0) {
    const loses = { upgrade: [], downgrade: [] };
    return { message, down: [...down], operations: 0, loses, warnings: [], notCompared };
  }
  if (parts.length > 1 && renamed) throw renamesInParts();
  const { startsFrom } = options;
  const loses = { upgrade: up.loses, downgrade: back.loses };
  const whole = { draft, states, startsFrom, upgrade: parts[0]!.operations, loses };
  const way =
    parts.length === 1
      ? [{ ...whole, back: back.operations }]
      : await partsOfWay(project, bench, draft, parts, { states, startsFrom });
  if (options.verify ?? true) options.onProgress?.("proving it in both directions");
  const proved: Proved[] = [];
  for (const part of way) proved.push(await provePart(project, bench, part, renamed, options));
  await options.beforeWriting?.();
  const files = await saveRevisions(
    project,
    proved.map((part) => part.draft),
  );
  // In the place of another file, there is no telling those of the bench from all there are.
  if (
    proved.every((p) => p.proof) &&
    startsFrom === "migrations" &&
    !draft.replaces &&
    !states.narrowed
  )
    bench.keepMigrations(states.to);
  const [first, ...more] = proved.map(({ draft: { revision }, proof, warnings }, i) => ({
    revision: revision.id,
    file: files[i]!,
    message: revision.message,
    down: [...revision.down],
    operations: way[i]!.upgrade.length,
    loses: way[i]!.loses,
    ...(proof && { proof }),
    warnings,
    notCompared,
  }));
  return { ...first!, ...(more.length > 0 && { followedBy: more }) };
}

interface Proved {
  readonly draft: Draft;
  readonly proof: Proof | undefined;
  readonly warnings: readonly string[];
}

/** The text of a part, proved if that is asked for. */
async function provePart(
  project: Project,
  bench: Workbench,
  { draft, states, startsFrom, upgrade, back, loses }: PartOfWay,
  renamed: Renamed | undefined,
  { verify = true }: WriteOptions,
): Promise<Proved> {
  const { id, message } = draft.revision;
  const downgrade = await rewrittenBack(project, back, { revision: id, message });
  const text: NewRevision = {
    ...draft.revision,
    upgradeBody: renderOperations(onAnyDatabase(upgrade)),
    downgradeBody: renderOperations(onAnyDatabase(downgrade)),
    notes: [
      ...(draft.revision.notes ?? []),
      ...notesOfLosses(loses),
      ...notesApart("upgrade", upgrade, states.to),
      ...notesApart("downgrade", downgrade, states.to),
    ],
  };
  const { from, to, narrowed } = states;
  const proof = verify
    ? await withPending(project, text, ({ upgrade, downgrade }, file) =>
        bench.prove(
          { revision: id, file, upgrade, downgrade, from, to, narrowed, renamed },
          startsFrom,
        ),
      )
    : undefined;
  const warnings = [...(proof?.warnings ?? [])];
  const notes = [...(text.notes ?? []), ...warnings.map((w) => w.split("\n")[0]!)];
  return { draft: { ...draft, revision: { ...text, notes } }, proof, warnings };
}

function renamesInParts(): LimbeckError {
  return new LimbeckError("unsupported", "what renames something cannot be several revisions", {
    hint: "Give it back in one part from `rewrite`: those that begin with an operation whose kind begins with `rename`.",
  });
}
