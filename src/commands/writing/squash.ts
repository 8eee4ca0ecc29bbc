import { copyFile, mkdir } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { LimbeckError } from "../../diagnostic/index.js";
import { renderOperations } from "../../render/index.js";
import { buildGraph, headsOf, type RevisionGraph, upgradePath } from "../../revision/index.js";
import type { Proof } from "../../scratch/index.js";
import type { NewRevision } from "../../script/index.js";
import { openProject, type Project, type ProjectOptions } from "../project/project.js";
import { useScratch } from "../workbench/with-scratch.js";
import { withWorkbench } from "../workbench/workbench.js";
import { type Draft, draftRevision, locationOf, saveRevision } from "./new-revision.js";
import { withPending } from "./pending.js";
import { rangeOperations, refuseUnwritable, type SquashBody, squashBody } from "./squash-body.js";
import { type SquashRange, squashRange } from "./squash-range.js";

export interface SquashOptions extends ProjectOptions {
  /** `FROM:TO`, both included; `base:ae10` begins with the first. */
  readonly range: string;
  /** That of the last one by default. */
  readonly message?: string | undefined;
  /** A folder that the old files are copied to before they go. */
  readonly keep?: string | undefined;
  /** Use what was read before where nothing has changed. Default `true`. */
  readonly cache?: boolean | undefined;
  /** Called when something that takes a while begins. */
  readonly onProgress?: ((what: string) => void) | undefined;
}

export interface SquashReport extends Pick<SquashBody, "form"> {
  /** The id of the last one: whoever stands there, or behind it, stands at the new one. */
  readonly revision: string;
  readonly file: string;
  readonly message: string;
  readonly down: readonly string[];
  /** The revisions that are a part of it now; their files are gone. */
  readonly replaces: readonly string[];
  readonly operations: number;
  readonly proof: Proof;
}

/**
 * Makes one revision of many: what it builds, and what is left when it is taken back, is proved to
 * be the same by replaying both. It has the id of the last of them, so that no database that has
 * them all, and no revision that follows, needs to hear of it.
 *
 * @throws {LimbeckError} `revision-range`, `data-step`, `proof-failed`; what `squashRange` and
 *   `squashBody` can throw
 */
export async function squash(options: SquashOptions): Promise<SquashReport> {
  const given = await openProject(options);
  const graph = await given.graph();
  const range = squashRange(graph, options.range);
  const { top } = range;
  const operations = await rangeOperations(given, range);
  const keep = options.keep === undefined ? undefined : keptIn(given, options.keep);
  return useScratch(given, async (scratch) => {
    const project = { ...given, scratch };
    const cache = options.cache ?? true;
    options.onProgress?.("replaying the revisions");
    const states = await withWorkbench(project, { cache }, async (bench) => ({
      from: await bench.migrations([...range.down, ...range.dependsOn]),
      to: await bench.migrations([top.id]),
    }));
    const body = squashBody(range, operations, states, project.read);
    const below = projectBelow(project, graph, range);
    const draft = await draftOf(below, range, body, options);
    options.onProgress?.("proving it in both directions");
    const proof = await withPending(project, draft.revision, async (module, file) => {
      await refuseUnwritable(body, module);
      return withWorkbench(below, { cache }, (bench) =>
        bench.prove(
          {
            revision: top.id,
            file,
            upgrade: module.upgrade,
            downgrade: module.downgrade,
            ...states,
            // The same statements do the same to rows; the first ones meet none.
            changesRows: true,
            wanted: "what the revisions it replaces build",
          },
          "migrations",
        ),
      );
    });
    if (keep !== undefined) await copyTo(keep, draft.replaces ?? []);
    const file = await saveRevision(project, draft, { isHead: headsOf(graph).includes(top.id) });
    const { message, replaces = [] } = draft.revision;
    return {
      revision: top.id,
      file,
      message,
      down: range.down,
      replaces,
      form: body.form,
      operations: body.upgrade.length,
      proof,
    };
  });
}

/** The project as it is below the range, as if nothing had followed yet. */
function projectBelow(
  project: Project,
  graph: RevisionGraph,
  { down, dependsOn }: SquashRange,
): Project {
  const below = new Set(
    [...down, ...dependsOn].flatMap((id) =>
      upgradePath(graph, [], id).map(({ revision }) => revision),
    ),
  );
  const revisions = graph.nodes.map((node) => node.revision).filter(({ id }) => below.has(id));
  return {
    ...project,
    graph: async () => buildGraph(revisions),
    files: () => revisions.map(({ file }) => file!),
  };
}

async function draftOf(
  below: Project,
  { revisions, top, down, dependsOn, labels }: SquashRange,
  body: SquashBody,
  { message = top.message }: SquashOptions,
): Promise<Draft & { readonly revision: NewRevision }> {
  const draft = await draftRevision(below, await below.graph(), down, {
    message,
    revisionId: top.id,
    branchLabels: labels,
    dependsOn,
    versionPath: locationOf(below, top.file)[0],
  });
  const replaces = revisions.flatMap(({ id, replaces: before = [] }) =>
    id === top.id ? before : [...before, id],
  );
  return {
    folder: draft.folder,
    replaces: revisions.map(({ file }) => file!),
    revision: {
      ...draft.revision,
      replaces,
      notes: [`${revisions.length} revisions squashed into one`],
      upgradeBody: renderOperations(body.upgrade),
      downgradeBody: renderOperations(body.downgrade),
      // A form of the project's own has no place for what it replaces.
      template: undefined,
    },
  };
}

function keptIn(project: Project, keep: string): string {
  const folder = resolve(project.dir, keep);
  const recursive = project.loaded.config.recursiveVersionLocations ?? false;
  const read = project.versionLocations.find((location) => {
    const inside = relative(location, folder);
    return inside === "" || (recursive && !inside.startsWith(".."));
  });
  if (read === undefined) return folder;
  throw new LimbeckError(
    "usage",
    `${keep} is read for revisions: the old ones would be there twice`,
    {
      hint: "Name another folder: `--keep squashed`.",
    },
  );
}

async function copyTo(folder: string, files: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const file of files) await copyFile(file, join(folder, basename(file)));
}
