import { LimbeckError } from "../diagnostic/index.js";
import { cliContext, type GlobalOptions } from "./context.js";
import type { Screen } from "./progress.js";
import { reworded } from "./reworded.js";
import type { CommandSpec } from "./specs/command-spec.js";
import { typedHere } from "./typed-here.js";

/**
 * Runs a command and gives its exit status. Where the project has several databases and none is
 * named, each has its turn: a failure ends the row, and a difference that was found does not.
 */
export async function runFace(
  spec: CommandSpec,
  screen: Screen,
  options: GlobalOptions,
  args: readonly string[],
): Promise<number> {
  const face = await spec.load();
  const run = async (on: Screen, one: GlobalOptions) => {
    try {
      return (await face(cliContext(on, one), args, one as never)) ?? 0;
    } catch (error) {
      if (!(error instanceof LimbeckError)) throw error;
      throw reworded(error, { hint: (hint) => typedHere(hint, one) });
    }
  };
  try {
    return await run(screen, options);
  } catch (error) {
    const databases = spec.eachDatabase && !isForOne(options) && databasesIn(error);
    if (!databases) throw error;
    return inTurn(databases, screen, options, run);
  }
}

/** Whether the line names a database, or one place where what comes out goes to. */
function isForOne(options: GlobalOptions & { readonly sql?: boolean; readonly output?: string }) {
  return options.url !== undefined || options.sql === true || options.output !== undefined;
}

/** The names that were not chosen from. Nothing was read or written for want of the choice. */
function databasesIn(error: unknown): readonly string[] | undefined {
  if (!(error instanceof LimbeckError) || error.code !== "database-unchosen") return undefined;
  return error.details.databases as readonly string[];
}

async function inTurn(
  databases: readonly string[],
  screen: Screen,
  options: GlobalOptions,
  run: (on: Screen, one: GlobalOptions) => Promise<number>,
): Promise<number> {
  const { colors } = cliContext(screen, options);
  const documents: Record<string, unknown> = {};
  let status = 0;
  for (const [i, db] of databases.entries()) {
    let printed = "";
    if (!options.json) screen.out(`${i > 0 ? "\n" : ""}${colors.bold(`${db}:`)}\n`);
    const out = (text: string) => {
      printed += text;
    };
    const on = options.json ? { ...screen, out } : screen;
    try {
      status = Math.max(status, await run(on, { ...options, db }));
    } catch (error) {
      throw failedOn(db, error, { done: documents, left: databases.slice(i + 1) });
    }
    if (printed !== "") documents[db] = JSON.parse(printed);
  }
  if (options.json) screen.out(`${JSON.stringify(documents, undefined, 2)}\n`);
  return status;
}

/** Which database failed, and which it did not come to. */
function failedOn(
  database: string,
  error: unknown,
  { done, left }: { readonly done: object; readonly left: readonly string[] },
): unknown {
  if (!(error instanceof LimbeckError)) return error;
  const waits = left.length > 0 ? `Not looked at: ${left.join(", ")}.` : "";
  const hint = [error.hint, waits].filter(Boolean).join("\n");
  return new LimbeckError(error.code, `${database}: ${error.message}`, {
    ...(hint !== "" && { hint }),
    details: { ...error.details, database, left, done },
    cause: error.cause ?? error,
  });
}
