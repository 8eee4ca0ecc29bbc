import { check } from "../comparing/check.js";
import { modelSources } from "../workbench/cache-keys.js";
import { type CiCheck, count } from "./check.js";
import type { CiContext } from "./context.js";

/** The models and what the revisions build are the same. */
export const modelsCheck: CiCheck<CiContext> = {
  name: "models",
  async run({ project, options, onProgress }) {
    if (modelSources(project).length === 0)
      return { status: "skipped", summary: "the configuration has no models" };
    onProgress("comparing models and migrations");
    const { equal, objects, differences } = await check(options);
    if (equal)
      return { status: "passed", summary: `equal to the migrations, ${count(objects, "object")}` };
    return {
      status: "failed",
      summary: `different from the migrations, in ${count(differences.length, "object")}`,
      details: differences.map(({ text }) => text),
      hint: "Write the revision that closes the gap: `limbeck generate`.",
    };
  },
};
