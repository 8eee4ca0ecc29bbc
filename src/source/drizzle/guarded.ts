import { LimbeckError, messageOf } from "../../diagnostic/index.js";
import { placeOf } from "../duplicate-model.js";
import type { FoundModel } from "./found-model.js";

/** Says which model it was when drizzle-orm, or a callback in the model, throws. */
export function guarded<T>(model: FoundModel, write: () => T): T {
  try {
    return write();
  } catch (thrown) {
    if (thrown instanceof LimbeckError) throw thrown;
    throw new LimbeckError("models-invalid", `${placeOf(model)}: ${messageOf(thrown)}`, {
      cause: thrown,
      details: { file: model.file, export: model.label },
    });
  }
}
