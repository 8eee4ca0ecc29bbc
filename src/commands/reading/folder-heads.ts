import { currentHeads, headsOf, realHeadsOf } from "../../revision/heads.js";
import type { Project } from "../project/project.js";
import { entryOf, type RevisionEntry } from "./revision-entry.js";

/** The heads of a folder, as reports show them. Kept as JSON: what looks another way needs another name. */
export interface FolderHeads {
  /** In the order of the files. */
  readonly heads: readonly RevisionEntry[];
  /** The version table of a database that has all revisions: heads that nothing depends on. */
  readonly rows: readonly string[];
  /** What `current` shows of such a database, in upgrade order. */
  readonly current: readonly RevisionEntry[];
}

/** What is asked most often, of thousands of files too: no graph is built while none changes. */
export function folderHeads({ revisions, graph }: Project): Promise<FolderHeads> {
  return revisions.unlessChanged("heads-1", async () => {
    const all = await graph();
    const rows = realHeadsOf(all);
    return {
      heads: headsOf(all).map((id) => entryOf(all, id)),
      rows,
      current: currentHeads(all, rows).map((id) => entryOf(all, id)),
    };
  });
}
