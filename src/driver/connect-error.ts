import { LimbeckError, messageOf } from "../diagnostic/index.js";
import { TlsFailure } from "./negotiate.js";
import { isServerError } from "./server-error.js";
import type { ServerAddress } from "./server-url.js";
import { placeOf } from "./target.js";

/** Says why a connection could not be made, in terms of what the user can do about it. */
export function connectError(
  thrown: unknown,
  address: ServerAddress,
  waitedMs: number,
): LimbeckError {
  if (thrown instanceof LimbeckError) return thrown;
  const place = placeOf(address.host, address.port);
  const details = { host: address.host, port: address.port, waitedMs: Math.round(waitedMs) };
  if (thrown instanceof TlsFailure) {
    return new LimbeckError(
      "database-tls",
      `no secure connection to ${place} could be made under sslmode=${address.sslmode} (${thrown.message})`,
      { hint: tlsHint(thrown, address), cause: thrown, details },
    );
  }
  if (isServerError(thrown)) return refused(thrown, address, place, details);
  const reason = reasonOf(thrown);
  const within = reason === noAnswer ? ` within ${round(address.connectTimeout / 1000)} s` : "";
  return new LimbeckError("database-unreachable", `could not reach ${place}${within} (${reason})`, {
    hint: "Is a server running there, and is the URL right?",
    cause: thrown,
    details: { ...details, reason },
  });
}

function refused(
  error: Error & { code: string },
  { user, database }: ServerAddress,
  place: string,
  details: Readonly<Record<string, unknown>>,
): LimbeckError {
  const more = { cause: error, details: { ...details, sqlState: error.code } };
  switch (error.code) {
    case "28P01":
    case "28000":
      return new LimbeckError(
        "database-auth",
        `${place} refused the user ${user} (${error.message})`,
        {
          ...more,
          hint: "Correct the user and the password in the database URL, or set PGPASSWORD.",
        },
      );
    case "42501":
      return new LimbeckError(
        "database-auth",
        `${place} refused the user ${user} (${error.message})`,
        {
          ...more,
          hint: `Give it the right to: GRANT CONNECT ON DATABASE "${database}" TO "${user}";`,
        },
      );
    case "3D000":
      return new LimbeckError("database-missing", `there is no database ${database} on ${place}`, {
        ...more,
        hint: `Create it with \`createdb ${database}\`, or correct the name in the database URL.`,
      });
    case "57P03":
    case "53300":
      return new LimbeckError(
        "database-unreachable",
        `could not reach ${place} (${error.message})`,
        {
          ...more,
          hint: "Run the command again when the server takes connections.",
        },
      );
    default:
      return new LimbeckError(
        "database-refused",
        `${place} refused the connection to ${database} (${error.message})`,
        { ...more, hint: "Correct the database URL, or what the server allows." },
      );
  }
}

const noAnswer = "no answer";

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name could not be looked up",
  EHOSTUNREACH: "no route to the host",
  ENETUNREACH: "no route to the network",
  ECONNRESET: "the connection was closed before the server answered",
  ENOENT: "there is no socket",
  EACCES: "not permitted",
  ETIMEDOUT: noAnswer,
};

function reasonOf(thrown: unknown): string {
  // A name with several addresses fails with one error for each.
  const first = thrown instanceof AggregateError ? (thrown.errors[0] as unknown) : thrown;
  const message = messageOf(first);
  if ((first as { name?: string } | null)?.name === "AbortError" || message === "timeout expired") {
    return noAnswer;
  }
  return reasons[String((first as { code?: unknown } | null)?.code)] ?? message;
}

function tlsHint(failure: TlsFailure, { sslmode }: ServerAddress): string {
  if (/does not offer/.test(failure.message)) {
    return "Turn TLS on at the server, or use sslmode=prefer where a plain connection is acceptable.";
  }
  return sslmode === "verify-full"
    ? "The host must be the name in the certificate; sslrootcert=FILE names the authority that signed it."
    : "sslrootcert=FILE names the authority that signed the server's certificate.";
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
