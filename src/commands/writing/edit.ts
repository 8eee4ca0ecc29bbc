import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { LimbeckError, messageOf } from "../../diagnostic/index.js";
import { needsRows, resolveOne, revisionOf } from "../../revision/index.js";
import { readHeads } from "../../runtime/version-table.js";
import { shownPath } from "../../script/shown-path.js";
import { openProject, type ProjectOptions, withDatabase } from "../project/project.js";

export interface EditOptions extends ProjectOptions {
  readonly revision: string;
  /** The command that edits a file; `$VISUAL`, else `$EDITOR`, by default. */
  readonly editor?: string | undefined;
}

export interface EditReport {
  readonly revision: string;
  readonly file: string;
  readonly changed: boolean;
}

/**
 * Opens a revision file in an editor, waits for its end, and reads the folder again.
 *
 * @throws {LimbeckError} `usage` without an editor or when it fails; what reading the folder throws
 *   when the file is no good revision any more
 */
export async function edit(options: EditOptions): Promise<EditReport> {
  const project = await openProject(options);
  const graph = await project.graph();
  const heads = needsRows(options.revision)
    ? await withDatabase(project, (connection) => readHeads(connection, project.table))
    : undefined;
  const revision = resolveOne(graph, options.revision, heads);
  const file = revisionOf(graph, revision).file!;
  const editor = options.editor || process.env.VISUAL || process.env.EDITOR;
  if (!editor)
    throw new LimbeckError("usage", "no editor is named: neither VISUAL nor EDITOR is set", {
      hint: `EDITOR=nano limbeck edit ${options.revision}\nThe file is ${shownPath(file)}.`,
    });
  const before = readFileSync(file, "utf8");
  await runEditor(editor, file);
  await (await openProject(options)).graph();
  return { revision, file, changed: readFileSync(file, "utf8") !== before };
}

/** Through the shell, as git does it: the setting may hold options. */
function runEditor(editor: string, file: string): Promise<void> {
  const windows = process.platform === "win32";
  const command = windows ? `${editor} "${file}"` : `${editor} "$LIMBECK_FILE"`;
  return new Promise((resolve, reject) => {
    const fail = (how: string) =>
      reject(
        new LimbeckError("usage", `the editor \`${editor}\` failed: ${how}`, {
          hint: "Set VISUAL or EDITOR to a command that edits the file it is given.",
        }),
      );
    spawn(command, { shell: true, stdio: "inherit", env: { ...process.env, LIMBECK_FILE: file } })
      .on("error", (error) => fail(messageOf(error)))
      .on("close", (code, signal) =>
        code === 0 ? resolve() : fail(code === null ? `${signal}` : `exit status ${code}`),
      );
  });
}
