import { headsAfterStamp, type RevisionGraph, resolveRevisions } from "../../revision/index.js";
import {
  journalStatement,
  moveHeads,
  openLocked,
  prepare,
  readHeads,
  rollback,
  tellApplied,
} from "../../runtime/index.js";
import {
  openProject,
  type Project,
  type ProjectOptions,
  withDatabase,
} from "../project/project.js";
import { type Confirmation, confirmProtected } from "../project/protection.js";
import { tellingHeads } from "../project/several-heads.js";
import { refuseUnknown } from "./unknown-heads.js";

export interface StampOptions extends ProjectOptions, Confirmation {
  readonly revisions: readonly string[];
  /** Forget what the database says first: the way out of an unknown revision. */
  readonly purge?: boolean | undefined;
}

export interface StampReport {
  readonly database: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** Records where the database stands, without running anything. */
export async function stamp(options: StampOptions): Promise<StampReport> {
  const project = await openProject(options);
  const graph = await project.graph();
  if (options.purge)
    await confirmProtected(
      project,
      "a stamp with --purge forgets where it stands",
      `limbeck stamp --purge ${options.revisions.join(" ")}`,
      options,
    );
  return tellingHeads(project, graph, () => stampOnto(project, graph, options));
}

async function stampOnto(
  project: Project,
  graph: RevisionGraph,
  options: StampOptions,
): Promise<StampReport> {
  const { table, targetSchema } = project;
  const { onVersionApply } = project.loaded.config;
  return withDatabase(project, async (connection, { label }) => {
    const lock = { table, targetSchema, waitMs: 60_000 };
    const before = await readHeads(connection, table);
    if (!options.purge) refuseUnknown(graph, before, project);
    const wanted = options.revisions.flatMap((id) =>
      id === "base" ? [] : resolveRevisions(graph, id, before),
    );
    await prepare(connection, lock);
    const { heads: from } = await openLocked(connection, lock);
    try {
      const to = headsAfterStamp(graph, options.purge ? [] : from, options.revisions);
      const entry = { direction: "stamp", segment: 0, complete: true } as const;
      const statements = [
        ...moveHeads(table, from, to),
        ...wanted.map((revision) => journalStatement(table, { ...entry, revision })),
      ];
      await connection.script(statements.join(";\n"));
      if (onVersionApply)
        await tellApplied(onVersionApply, connection, { direction: "stamp", from, to });
      await connection.script("COMMIT");
      return { database: label, from, to };
    } catch (error) {
      await rollback(connection);
      throw error;
    }
  });
}
