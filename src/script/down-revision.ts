import { oneOrList } from "./render-revision.js";
import { invalidScript } from "./revision-header.js";
import { scriptHeader } from "./script-header.js";

const constant =
  /^(\s*export\s+const\s+downRevision\b[^=\n]*=\s*)(?:null|"[^"\n]*"|'[^'\n]*'|`[^`\n]*`|\[[^\]]*\])/m;
const comment = /^(--\s*down-revision\s*:[ \t]*)[^\r\n]*/im;

/**
 * The text of a revision file with other parents; nothing else in it changes.
 *
 * @throws {LimbeckError} `script-invalid` where they are not written as a literal
 */
export function withParents(text: string, down: readonly string[], file: string): string {
  const changed = file.endsWith(".sql")
    ? text.replace(comment, (_all, start: string) => start + (down.join(", ") || "none"))
    : text.replace(constant, (_all, start: string) => start + oneOrList(down));
  if (JSON.stringify(scriptHeader(changed, file)?.down) === JSON.stringify(down)) return changed;
  throw invalidScript(
    file,
    `\`downRevision\` cannot be changed: make it ${oneOrList(down)} by hand`,
  );
}
