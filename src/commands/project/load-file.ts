import { type OwnDirectives, withDirectives } from "../../operation/index.js";
import { loadRevision, type RevisionModule } from "../../script/index.js";

/** Loads a revision file; its `op` has the project's own directives. @throws as `loadRevision` */
export async function loadFile(
  file: string,
  own: OwnDirectives | undefined,
): Promise<RevisionModule> {
  const loaded = await loadRevision(file);
  const { upgrade, downgrade } = loaded;
  return {
    ...loaded,
    upgrade: withDirectives(upgrade, own),
    downgrade: downgrade && withDirectives(downgrade, own),
  };
}
