import { LimbeckError } from "../diagnostic/index.js";
import { ident, quoteText } from "../dialect/index.js";
import { type Connection, DatabaseError } from "../driver/index.js";
import type { PlannedStatement } from "../plan/index.js";
import { type Lease, tagged } from "./lease.js";
import { StatementFailure } from "./send.js";

/** A statement outside a transaction failed, and what it may have left is still to be looked at. */
export class AloneFailure extends StatementFailure {
  /** It has left nothing: as if it had never begun. */
  readonly traceless: boolean;

  constructor(error: DatabaseError, statement: PlannedStatement, traceless: boolean) {
    super(error, statement);
    this.traceless = traceless;
  }
}

type State = "none" | "done" | "broken";

/**
 * Runs a statement that cannot run in a transaction, under a lease. What an earlier attempt left is
 * read from the catalog: an index that it finished is not built again, one that it left half built
 * is taken away first.
 *
 * @param begun by an earlier run, with this very text
 * @throws {AloneFailure} when the server refuses it
 */
export async function runAlone(
  connection: Connection,
  statement: PlannedStatement,
  lease: Lease,
  { targetSchema, begun }: { readonly targetSchema: string; readonly begun: boolean },
): Promise<void> {
  const { sql, params, alone } = statement;
  const remains = alone?.remains;
  const state = async (): Promise<State> => {
    if (!remains) return "none";
    const [row] = await connection.query<{ state: State }>(remains.query);
    return row!.state;
  };
  await within(connection, targetSchema, async () => {
    const before = await state();
    if (begun && before === "done") return;
    try {
      if (before === "broken") {
        if (!begun) throw notOurs(statement);
        await connection.script(tagged(lease, remains!.mend!));
        if ((await state()) === "done") return;
      }
      if (params) await connection.query(tagged(lease, sql), params);
      else await connection.script(tagged(lease, sql));
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      const after = await state().catch(() => "broken" as const);
      const ours = begun || before === "none";
      throw new AloneFailure(error, statement, !ours || after === "none");
    }
  });
}

/**
 * Lets names without a schema mean the target schema. Outside a transaction only a setting of the
 * session does that: it is made where the session's own does not fit, and taken back.
 */
async function within(
  connection: Connection,
  targetSchema: string,
  run: () => Promise<void>,
): Promise<void> {
  const [row] = await connection.query<{ path: string; fits: boolean }>(
    "SELECT current_setting('search_path') AS path, current_schema() IS NOT DISTINCT FROM $1 AS fits",
    [targetSchema],
  );
  const { path, fits } = row!;
  if (fits) return run();
  const set = (to: string) =>
    connection.script(`SELECT set_config('search_path', ${quoteText(to)}, false)`);
  await set(`${ident(targetSchema)}, ${path}`);
  try {
    await run();
  } finally {
    await set(path).catch(() => undefined); // a lost session takes its settings with it
  }
}

function notOurs({ alone }: PlannedStatement): LimbeckError {
  return new LimbeckError(
    "already-exists",
    "something of that name is there half done, and no run of these migrations has begun it",
    {
      hint: `See whether somebody is still at work on it. If nobody is: ${alone?.remains?.mend};\nThen run again.`,
      details: { traceless: true },
    },
  );
}
