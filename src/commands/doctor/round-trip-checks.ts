import { roundTrip } from "../../scratch/index.js";
import { check } from "../comparing/check.js";
import { projectExtensions } from "../project/project.js";
import { modelSources } from "../workbench/cache-keys.js";
import { useScratch } from "../workbench/with-scratch.js";
import { type Check, counted, failed, ok, skipped } from "./check.js";

const modelsMatch: Check = {
  id: "models-match",
  title: "the revisions build what the models say",
  needs: ["models", "migrations"],
  async run({ options, project }) {
    if (modelSources(await project()).length === 0) return skipped("there are no models");
    const report = await check(options);
    if (report.equal) return ok(counted(report.objects, "object"));
    const lines = report.differences.map(({ text }) => text);
    return failed(lines.join("\n"), "Write the revision that closes the gap: limbeck generate");
  },
};

const upAndDown: Check = {
  id: "up-down",
  title: "every revision goes up, down without a trace, and up again",
  needs: ["reversible"],
  async run({ project, revisions }) {
    const where = await project();
    const steps = await revisions();
    const trace = await useScratch(where, async (scratch) => {
      const connection = await scratch.own(projectExtensions(where));
      return roundTrip(connection, steps, where.read);
    });
    if (!trace) return ok(counted(steps.length, "revision"));
    const text = [`${trace.revision} leaves something behind:`, ...trace.left].join("\n");
    return failed(text, "Its downgrade has to undo all that its upgrade does.");
  },
};

export const roundTripChecks: readonly Check[] = [modelsMatch, upAndDown];
