import type { Catalog } from "../../catalog/index.js";
import type { Connection } from "../../driver/index.js";
import type { RevisionGraph } from "../../revision/index.js";
import {
  buildCatalog,
  extensionsIn,
  type ReplayStep,
  rebuiltCatalog,
  replay,
  type ScratchPool,
} from "../../scratch/index.js";
import { type Project, projectExtensions } from "../project/project.js";
import { stepsTo } from "./replay-steps.js";

/** The scratch, with what this work put into it. */
export function filledScratch(project: Project, scratch: ScratchPool) {
  const { targetSchema } = project;
  let holds: { readonly what: unknown; readonly connection: Connection } | undefined;
  // An embedded scratch that knows them from the start need not be started again for them.
  const ofRevisions = () => projectExtensions(project);
  const filledWith = async (
    what: unknown,
    extensions: readonly string[],
    fill: (connection: Connection) => Promise<void>,
  ) => {
    // Another piece of work on the same scratch may have taken the database away.
    if (!holds || holds.what !== what || !scratch.has(holds.connection)) {
      holds = undefined;
      const connection = await scratch.own([...ofRevisions(), ...extensions]);
      await fill(connection);
      holds = { what, connection };
    }
    return holds.connection;
  };
  return {
    /** What it holds is not to be counted on any more. */
    spend() {
      holds = undefined;
    },
    empty(texts: readonly string[]) {
      holds = undefined;
      return scratch.empty([...ofRevisions(), ...extensionsIn(texts)]);
    },
    /** With revisions replayed; `extensions` are what will come on top of them. */
    async replayed(
      graph: RevisionGraph,
      revisions?: readonly string[],
      extensions: readonly string[] = [],
    ) {
      const steps = stepsTo(graph, revisions);
      const what = steps.map(({ revision }) => revision).join(" ");
      return filledWith(`revisions ${what}`, extensions, async (connection) => {
        const loaded: ReplayStep[] = [];
        for (const { revision, file } of steps)
          loaded.push({ revision, file, run: (await project.load(file)).upgrade });
        await replay(connection, loaded, targetSchema);
      });
    },
    /** With all that a catalog has. */
    holding: (catalog: Catalog, extensions: readonly string[]) =>
      filledWith(catalog, extensions, (connection) =>
        buildCatalog(connection, catalog, project.read),
      ),
    rebuilt(catalog: Catalog, label: string) {
      holds = undefined;
      return rebuiltCatalog(scratch, catalog, project.read, label);
    },
  };
}
