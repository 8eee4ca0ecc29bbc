import { LimbeckError } from "../../diagnostic/index.js";
import type { Project } from "../project/project.js";
import { confirmProtected } from "../project/protection.js";
import type { ResetOptions, ResetPlan } from "./reset.js";

/** @throws {LimbeckError} `reset-refused`, whatever is said besides */
export function refuseProduction({ loaded }: Project): void {
  if (process.env.NODE_ENV !== "production") return;
  throw new LimbeckError("reset-refused", "with NODE_ENV=production no database is reset", {
    hint: "A reset is for development. What a revision did is taken back by limbeck downgrade.",
    details: { config: loaded.file },
  });
}

/**
 * Lets a reset pass where it is agreed to: in a protected environment by its name, for what the
 * revisions did not make by that of the database, else by a yes.
 */
export async function confirmReset(
  project: Project,
  plan: ResetPlan,
  { yes, yesIMean, ask }: ResetOptions,
): Promise<void> {
  if (project.protectedEnvironment !== undefined) {
    const what = "a reset takes everything away";
    await confirmProtected(project, what, "limbeck reset", { yesIMean, ask });
    return;
  }
  if (plan.objects === 0 && plan.from.length === 0) return;
  const name = await databaseName(project);
  if (yesIMean !== undefined && yesIMean !== name)
    throw refused(plan, `--yes-i-mean names ${yesIMean}, and this is ${name}`, name);
  if (plan.from.length === 0) {
    if (yesIMean === undefined)
      throw refused(
        plan,
        `no revision is applied to ${plan.database}: what it has, limbeck did not make`,
        name,
      );
  } else if (plan.unexplained.length > 0 && yesIMean === undefined)
    throw refused(plan, "not everything in it comes from its revisions", name);
  if (yes || yesIMean !== undefined) return;
  if (!ask)
    throw new LimbeckError("not-interactive", `${plan.database} would lose everything in it`, {
      hint: "Nobody can be asked here. If it is meant: limbeck reset --yes",
    });
  const said = await ask({ kind: "reset", database: plan.database, objects: plan.objects });
  if (said !== "yes") throw new LimbeckError("migration-interrupted", "nothing was done");
}

/** What a person calls it: the name on the server, or the folder. */
async function databaseName(project: Project): Promise<string> {
  const target = await project.target();
  return target.kind === "server" ? target.database : target.label.replace(/^embedded /, "");
}

function refused({ unexplained }: ResetPlan, why: string, name: string): LimbeckError {
  const some = unexplained.slice(0, 10).map((id) => `\n  ${id}`);
  const more = unexplained.length > 10 ? `\n  and ${unexplained.length - 10} more` : "";
  return new LimbeckError("reset-refused", `${why}${some.join("")}${more}`, {
    hint: `If all of it is to go: limbeck reset --yes-i-mean ${name}`,
    details: { unexplained, database: name },
  });
}
