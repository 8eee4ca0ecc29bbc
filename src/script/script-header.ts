import { exportedLiterals } from "./exported-literals.js";
import {
  headerConstants,
  headerFrom,
  invalidScript,
  notARevision,
  type RevisionHeader,
} from "./revision-header.js";
import { sqlHeader } from "./sql-script.js";
import { titleOf } from "./title-line.js";

/**
 * Reads the header of a revision file from its text, running nothing. `undefined` when its
 * constants are computed, so that only loading the file can tell.
 *
 * @throws {LimbeckError} `script-invalid`, naming the file and what was expected
 */
export function scriptHeader(text: string, file: string): RevisionHeader | undefined {
  if (file.endsWith(".sql")) return sqlHeader(text, file);
  const { exported, declared, open } = exportedLiterals(text, headerConstants);
  const found: Record<string, unknown> = {};
  for (const name of headerConstants) {
    const literal = exported.get(name);
    if (literal?.type === "computed") return undefined;
    if (literal !== undefined) found[name] = literal.value;
  }
  if (found.revision === undefined || found.downRevision === undefined) {
    if (open) return undefined;
    const hidden = ["revision", "downRevision"].find((name) => {
      return found[name] === undefined && declared.has(name);
    });
    if (hidden !== undefined) throw invalidScript(file, `\`${hidden}\` is not exported`);
    if (headerConstants.every((name) => found[name] === undefined)) {
      throw notARevision(file);
    }
  }
  return headerFrom(found, titleOf(text, String(found.revision), file), file);
}
