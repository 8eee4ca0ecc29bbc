import { HTTPException } from "hono/http-exception";

/** Status and text for the caller whose request cannot be done. */
export interface Refusal {
  readonly status: 400 | 404 | 409 | 422;
  readonly error: string;
}

/** What the database refuses by its rules is the caller's mistake, and these are the statuses. */
const statuses: Record<string, 400 | 409 | 422> = {
  XX000: 400, // PostGIS: not a shape
  "22023": 422, // PostGIS: a shape of another kind
  "22P02": 400, // not a uuid, not a number
  "22001": 422, // too long
  "22003": 422, // too large
  "23502": 422, // missing
  "23503": 422, // refers to nothing
  "23505": 409, // there already
  "23514": 422, // against a check
};

/** The refusal in an error, if it is one; everything else is a fault of ours. */
export function refusal(error: unknown): Refusal | undefined {
  if (error instanceof HTTPException)
    return { status: error.status as Refusal["status"], error: error.message };
  if (error instanceof SyntaxError) return { status: 400, error: "the body is not JSON" };
  const refused = databaseError(error);
  const status = statuses[refused?.code ?? ""];
  return refused && status && { status, error: refused.message };
}

/** What PostgreSQL said, out of an error that Drizzle passes on. */
export function databaseError(error: unknown): { code: string; message: string } | undefined {
  const { code, cause } = error as { code?: string; cause?: unknown };
  if (code !== undefined) return error as { code: string; message: string };
  return cause ? databaseError(cause) : undefined;
}
