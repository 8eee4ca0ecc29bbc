import { LimbeckError } from "../../diagnostic/index.js";
import type { Ask } from "./answers.js";
import type { Project } from "./project.js";

/** How somebody says that a protected environment is really meant. */
export interface Confirmation {
  /** Its name, said a second time: `--yes-i-mean production`. */
  readonly yesIMean?: string | undefined;
  /** Asks for the name instead, where there is somebody to ask. */
  readonly ask?: Ask | undefined;
}

/**
 * Lets what destroys something pass only where it is meant: in an environment with `protect: true`
 * its name has to be said again.
 *
 * @param what as in "a downgrade takes back what is there"
 * @param otherwise what else can be done, as a sentence
 * @param command the command line without the flags that name the environment: `limbeck downgrade -1`
 * @throws {LimbeckError} `environment-protected`
 */
export async function confirmProtected(
  project: Project,
  what: string,
  command: string,
  { yesIMean, ask }: Confirmation,
  otherwise?: string,
): Promise<void> {
  const { protectedEnvironment: name } = project;
  refuseOtherName(project, command, yesIMean);
  if (name === undefined || yesIMean !== undefined) return;
  const said = await ask?.({ kind: "protected", environment: name, what });
  if (said === name) return;
  const why = said === undefined ? "" : `; ${JSON.stringify(said)} is not its name`;
  throw refused(`${name} is protected: ${what}${why}`, name, command, otherwise);
}

/**
 * The name is said to be sure, so it has to be right wherever it is said.
 *
 * @throws {LimbeckError} `environment-protected`
 */
export function refuseOtherName(
  { environment }: Project,
  command: string,
  yesIMean: string | undefined,
): void {
  if (yesIMean === undefined || yesIMean === environment) return;
  const meant = environment ? `the environment ${environment}` : "no environment";
  throw refused(`--yes-i-mean names ${yesIMean}, and this is ${meant}`, yesIMean, command);
}

/** @throws {LimbeckError} `environment-protected` in one, however it is confirmed */
export function refuseProtected(
  { protectedEnvironment: name }: Project,
  what: string,
  hint: string,
): void {
  if (name === undefined) return;
  throw new LimbeckError("environment-protected", `${name} is protected: ${what}`, {
    hint,
    details: { environment: name },
  });
}

function refused(message: string, name: string, command: string, otherwise?: string): LimbeckError {
  const meant = `If it is meant: \`${command} --env ${name} --yes-i-mean ${name}\`.`;
  return new LimbeckError("environment-protected", message, {
    hint: otherwise === undefined ? meant : `${otherwise}\n${meant}`,
    details: { environment: name },
  });
}
