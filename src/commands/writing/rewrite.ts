import type { Rewrite, RewriteContext } from "../../config/index.js";
import { LimbeckError, messageOf } from "../../diagnostic/index.js";
import { operationKinds } from "../../dialect/index.js";
import type { AnyOperation, KnownOperation } from "../../operation/index.js";
import type { Project } from "../project/project.js";

/**
 * Operations as the configuration's `rewrite` makes them: what a generated revision will do.
 *
 * @throws {LimbeckError} `config-failed` when it throws; `config-invalid` for what is no operation
 */
export async function rewritten(
  project: Project,
  operations: readonly AnyOperation[],
  context: RewriteContext,
): Promise<readonly AnyOperation[]> {
  const { rewrite = [], operations: own = {} } = project.loaded.config;
  const known = new Set([...operationKinds, ...Object.keys(own)]);
  let current = operations;
  for (const step of [rewrite].flat() as Rewrite[]) {
    let given: unknown;
    try {
      given = await step(current as readonly KnownOperation[], context);
    } catch (error) {
      throw new LimbeckError("config-failed", `rewrite fails: ${messageOf(error)}`, {
        hint: "It is a function of the configuration, which is given what a revision would do.",
        cause: error,
      });
    }
    current = checked(given, known);
  }
  return current;
}

function checked(given: unknown, known: ReadonlySet<string>): readonly AnyOperation[] {
  const list = Array.isArray(given) ? given : undefined;
  const wrong = list?.find((one) => !isOperation(one) || !known.has(one.kind));
  if (list && wrong === undefined) return list as readonly AnyOperation[];
  const what = list
    ? `${JSON.stringify(wrong)}, which is no operation`
    : `${typeof given}, no list`;
  throw new LimbeckError("config-invalid", `rewrite gave ${what}`, {
    hint: 'It returns a list of operations: operation("createIndex", "ix_name", { … }).',
  });
}

function isOperation(value: unknown): value is AnyOperation {
  const { kind, args } = (value ?? {}) as Partial<AnyOperation>;
  return typeof kind === "string" && Array.isArray(args);
}
