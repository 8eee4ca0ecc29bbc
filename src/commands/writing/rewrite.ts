import type { RevisionPart, Rewrite, RewriteContext } from "../../config/index.js";
import { LimbeckError, messageOf } from "../../diagnostic/index.js";
import { operationKinds } from "../../dialect/index.js";
import {
  type AnyOperation,
  type KnownOperation,
  type Operations,
  withDirectives,
} from "../../operation/index.js";
import { recordOperations } from "../../plan/index.js";
import type { Project } from "../project/project.js";

type Context = Omit<RewriteContext, "direction">;

/**
 * An upgrade as the configuration's `rewrite` makes it: one part most of the time, several where it
 * is to be several revisions, none where nothing is left to do.
 *
 * @throws {LimbeckError} `config-failed` when it throws; `config-invalid` for what is no operation
 */
export async function rewrittenParts(
  project: Project,
  operations: readonly AnyOperation[],
  context: Context,
): Promise<RevisionPart[]> {
  let parts: RevisionPart[] = [{ message: context.message ?? "", operations }];
  for (const step of stepsOf(project)) {
    const made: RevisionPart[] = [];
    for (const { message, operations } of parts) {
      const given = await called(project, step, operations, {
        ...context,
        message,
        direction: "upgrade",
      });
      made.push(...(isParts(given) ? given : [{ message, operations: given }]));
    }
    parts = made;
  }
  return parts.filter(({ operations }) => operations.length > 0);
}

/**
 * A way back as the configuration's `rewrite` makes it.
 *
 * @throws {LimbeckError} `config-failed` when it throws; `config-invalid` for what is no operation
 */
export async function rewrittenBack(
  project: Project,
  operations: readonly AnyOperation[],
  context: Context,
): Promise<readonly AnyOperation[]> {
  let current = operations;
  for (const step of stepsOf(project)) {
    const given = await called(project, step, current, { ...context, direction: "downgrade" });
    if (isParts(given)) throw partsBack();
    current = given;
  }
  return current;
}

/** What operations do that are directives of the project's own, in others. */
export function plainOperations(
  project: Project,
  operations: readonly AnyOperation[],
): Promise<AnyOperation[]> {
  const body = withDirectives((op: Operations) => {
    const directives = op as unknown as Record<string, (...args: readonly unknown[]) => void>;
    for (const { kind, args } of operations) directives[kind]!(...args);
  }, project.loaded.config.operations);
  return recordOperations(body as never, { onQuery: () => undefined });
}

function stepsOf({ loaded }: Project): readonly Rewrite[] {
  return [loaded.config.rewrite ?? []].flat() as Rewrite[];
}

async function called(
  project: Project,
  step: Rewrite,
  operations: readonly AnyOperation[],
  context: RewriteContext,
): Promise<readonly AnyOperation[] | readonly RevisionPart[]> {
  let given: unknown;
  try {
    given = await step(operations as readonly KnownOperation[], context);
  } catch (error) {
    throw new LimbeckError("config-failed", `rewrite fails: ${messageOf(error)}`, {
      hint: "It is a function of the configuration, which is given what a revision would do.",
      cause: error,
    });
  }
  const known = new Set([
    ...operationKinds,
    ...Object.keys(project.loaded.config.operations ?? {}),
  ]);
  if (!Array.isArray(given) || !given.every(isPart) || given.length === 0)
    return checked(given, known);
  return given.map(({ message, operations }) => ({
    message: String(message ?? context.message ?? ""),
    operations: checked(operations, known),
  }));
}

function checked(given: unknown, known: ReadonlySet<string>): readonly AnyOperation[] {
  const list = Array.isArray(given) ? given : undefined;
  const wrong = list?.find((one) => !isOperation(one) || !known.has(one.kind));
  if (list && wrong === undefined) return list as readonly AnyOperation[];
  const what = list
    ? `${JSON.stringify(wrong)}, which is no operation`
    : `${typeof given}, no list`;
  throw new LimbeckError("config-invalid", `rewrite gave ${what}`, {
    hint: 'It returns a list of operations: operation("createIndex", "ix_name", { … }). Or, of an upgrade, of parts: { message, operations }.',
  });
}

function isOperation(value: unknown): value is AnyOperation {
  const { kind, args } = (value ?? {}) as Partial<AnyOperation>;
  return typeof kind === "string" && Array.isArray(args);
}

function isPart(value: unknown): value is RevisionPart {
  return typeof value === "object" && value !== null && "operations" in value;
}

function isParts(
  given: readonly AnyOperation[] | readonly RevisionPart[],
): given is readonly RevisionPart[] {
  return given.length > 0 && given.every(isPart);
}

function partsBack(): LimbeckError {
  return new LimbeckError("config-invalid", "rewrite cut a downgrade into parts", {
    hint: "Cut the upgrade; the way back of each part is worked out. Look at `direction`.",
  });
}
