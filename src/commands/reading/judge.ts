import type { JudgedRevision } from "../../config/index.js";
import { LimbeckError, messageOf } from "../../diagnostic/index.js";
import type { Project } from "../project/project.js";

/** What a rule of the project's own has against a revision. */
export interface Finding {
  readonly rule: string;
  readonly text: string;
}

/**
 * Asks every rule of the configuration about a revision.
 *
 * @throws {LimbeckError} `config-failed` for a rule that throws; `config-invalid` for what is no text
 */
export async function judge(project: Project, revision: JudgedRevision): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [rule, says] of Object.entries(project.loaded.config.rules ?? {})) {
    let given: unknown;
    try {
      given = await says(revision);
    } catch (error) {
      throw new LimbeckError(
        "config-failed",
        `the rule ${rule} fails on ${revision.revision}: ${messageOf(error)}`,
        { hint: "It is a function of the configuration, or of a plugin.", cause: error },
      );
    }
    for (const text of [given ?? []].flat()) {
      if (typeof text !== "string")
        throw new LimbeckError("config-invalid", `the rule ${rule} gave ${typeof text}`, {
          hint: "It returns what is wrong as a text, or a list of them; nothing where all is well.",
        });
      found.push({ rule, text });
    }
  }
  return found;
}
