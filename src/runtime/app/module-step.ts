import { invalidScript } from "../../script/revision-header.js";
import { executes } from "../../script/revision-module.js";
import type { LoadedStep } from "../load-ahead.js";
import type { AppRevision } from "./revisions.js";

/** What a revision of the list runs. @throws {LimbeckError} `script-invalid` */
export function stepOf({ revision, file, upgrade, downgrade }: AppRevision): LoadedStep {
  if (typeof upgrade !== "function" && typeof upgrade !== "string")
    throw invalidScript(file ?? revision, "exports no `upgrade` function");
  return {
    run: typeof upgrade === "string" ? executes(upgrade) : upgrade,
    back: typeof downgrade === "string" ? executes(downgrade) : (downgrade ?? null),
    ...(file && { file }),
  };
}
