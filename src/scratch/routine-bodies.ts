import { LimbeckError } from "../diagnostic/index.js";
import { type Connection, DatabaseError } from "../driver/index.js";
import type { ModelStatement } from "../source/index.js";

/** Tries the bodies one by one, and keeps the first that does not parse where it can be asked for. */
const trial = `DO $$ DECLARE routine record; BEGIN
  FOR routine IN SELECT p.oid, l.lanname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
    WHERE p.oid >= 16384 AND l.lanname IN ('plpgsql', 'sql')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 1255 AND d.objid = p.oid AND d.deptype = 'e')
    ORDER BY p.oid
  LOOP
    BEGIN
      IF routine.lanname = 'plpgsql' THEN PERFORM plpgsql_validator(routine.oid);
      ELSE PERFORM fmgr_sql_validator(routine.oid); END IF;
    EXCEPTION
      WHEN syntax_error THEN
        PERFORM set_config('limbeck.broken', routine.oid::text, true);
        EXIT;
      WHEN OTHERS THEN NULL;
    END;
  END LOOP;
END $$`;

/**
 * Bodies are not looked at while models load, since what they name may come further down. Once all of
 * it is there, at least they have to parse.
 *
 * @throws {LimbeckError} `models-invalid` with file, line and the server's message
 */
export async function refuseBrokenBodies(
  connection: Connection,
  statements: readonly ModelStatement[],
): Promise<void> {
  if (!statements.some(({ sql }) => /^create\b[^(]*\b(?:function|procedure)\b/i.test(sql))) return;
  await connection.script(`SET LOCAL check_function_bodies = on; ${trial}`);
  const [broken] = await connection.query<{ validator: string; name: string; body: string }>(
    `SELECT format('%I(%s)', CASE l.lanname WHEN 'plpgsql' THEN 'plpgsql_validator' ELSE 'fmgr_sql_validator' END, p.oid) AS validator,
      p.oid::regprocedure::text AS name, p.prosrc AS body
    FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
    WHERE p.oid::text = current_setting('limbeck.broken', true)`,
  );
  if (broken)
    await connection.query(`SELECT ${broken.validator}`).catch((error: unknown) => {
      throw error instanceof DatabaseError ? refused(error, broken, statements) : error;
    });
  await connection.script("SET LOCAL check_function_bodies = off");
}

function refused(
  error: DatabaseError,
  { name, body }: { readonly name: string; readonly body: string },
  statements: readonly ModelStatement[],
): LimbeckError {
  const statement = statements.find(({ sql }) => sql.includes(body)) ?? statements[0]!;
  const { file, line: first = 1, sql } = statement;
  const before = [...body].slice(0, (error.server.internalPosition ?? 1) - 1).join("");
  const line = first + linesIn(sql.slice(0, Math.max(sql.indexOf(body), 0))) + linesIn(before);
  return new LimbeckError(
    "models-invalid",
    `${file}:${line}: the body of ${name} does not parse: ${error.message}`,
    { cause: error, details: { file, line, sqlState: error.server.sqlState } },
  );
}

function linesIn(text: string): number {
  return text.split("\n").length - 1;
}
