import { LimbeckError } from "../diagnostic/index.js";
import type { RevisionHeader } from "./revision-header.js";
import { shownPath } from "./shown-path.js";

const names = ["revision", "down_revision", "branch_labels", "depends_on"] as const;

/**
 * The header of a revision file of Alembic: what its module variables say, as far as they are
 * literals, which is how Alembic writes them. Python is not run.
 *
 * @returns nothing for a file that is no revision
 * @throws {LimbeckError} `script-invalid` for a variable that is computed
 */
export function alembicHeader(text: string, file: string): RevisionHeader | undefined {
  const [id, down, labels, dependsOn] = names.map((name) => stringsOf(text, name, file));
  if (id?.[0] === undefined) return undefined;
  const created = /^Create Date:\s*(\S.*?)\s*$/m.exec(text)?.[1];
  return {
    id: id[0],
    down: down ?? [],
    labels: labels ?? [],
    dependsOn: dependsOn ?? [],
    message: messageOf(text),
    ...(created !== undefined && { created }),
  };
}

/** The strings of `name = None`, `"…"`, or a list of them; nothing where it is not set. */
function stringsOf(text: string, name: string, file: string): string[] | undefined {
  const set = new RegExp(`^${name}[ \\t]*(?::[^=\\n]+)?=[ \\t]*`, "m").exec(text);
  if (!set) return undefined;
  const value = /^(?:None|[rbu]?(["'])([^"'\n]*)\1|[([][^\])]*[)\]]|set\(\))/.exec(
    text.slice(set.index + set[0].length),
  )?.[0];
  if (value !== undefined) return [...value.matchAll(/(["'])([^"'\n]*)\1/g)].map((m) => m[2]!);
  const line = text.slice(0, set.index).split("\n").length;
  throw new LimbeckError(
    "script-invalid",
    `${shownPath(file)}:${line}: ${name} is computed, and Python is not run`,
    { hint: `Write what it is: ${name} = "1975ea83b712".`, details: { file, line } },
  );
}

/** The first paragraph of the module's docstring, on one line. */
function messageOf(text: string): string {
  const docstring = /^(?:\s|#[^\n]*\n)*[rbu]*("""|''')([\s\S]*?)\1/.exec(text)?.[2] ?? "";
  const [paragraph = ""] = docstring.trim().split(/\n\s*\n|\n(?=Revision(?: ID|s):)/);
  return /^Revision ID:/.test(paragraph) ? "" : paragraph.replaceAll(/\s*\n\s*/g, " ").trim();
}
