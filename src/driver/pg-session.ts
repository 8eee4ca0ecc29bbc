import { LimbeckError, messageOf } from "../diagnostic/index.js";
import type { Connection, Notice, ServerInfo } from "./connection.js";
import { facadeOf, takeTurns } from "./pg-facade.js";
import { QueryFailure, runWire, type WireClient, type WireResult } from "./pg-library.js";
import { isFatal, isServerError, toDatabaseError } from "./server-error.js";

export interface SessionOptions {
  readonly driver: Connection["driver"];
  readonly server: ServerInfo;
  /** What errors call the database. */
  readonly label: string;
  cancel(): Promise<void>;
  /** Ends or gives back the client; `poisoned` says it is of no more use. */
  close(poisoned: boolean): Promise<void>;
}

const socketCodes = new Set(["ECONNRESET", "EPIPE", "ETIMEDOUT", "ERR_STREAM_WRITE_AFTER_END"]);
const goneMessage = /^Connection terminated|is not queryable$/;

/** Makes a {@link Connection} of a connected `pg` client. Both drivers are this, over different streams. */
export function sessionOf(client: WireClient, options: SessionOptions): Connection {
  let lost: unknown;
  let poisoned = false;
  let closing: Promise<void> | undefined;
  const onError = (error: unknown) => {
    lost ??= error;
    poisoned = true;
  };
  client.on("error", onError);
  const inTurn = takeTurns();

  const translate = (failure: unknown): unknown => {
    const { error, completed } =
      failure instanceof QueryFailure ? failure : new QueryFailure(failure, 0);
    const fatal = isServerError(error) && isFatal(error);
    if (fatal || isGone(error)) {
      if (fatal) lost = error;
      poisoned = true;
      return lostError(options.label, lost ?? error, closing !== undefined);
    }
    const refused = toDatabaseError(error, completed);
    if (options.driver === "pglite" && /could not load library/.test(refused?.message ?? "")) {
      poisoned = true;
    }
    return refused ?? error;
  };
  const run = async (config: Parameters<typeof runWire>[1]): Promise<WireResult[]> => {
    try {
      return await inTurn(() => runWire(client, config));
    } catch (failure) {
      throw translate(failure);
    }
  };

  return {
    driver: options.driver,
    server: options.server,
    client: facadeOf(client, inTurn),
    get poisoned() {
      return poisoned;
    },
    async query<Row extends object>(text: string, params: readonly unknown[] = []) {
      const [result] = await run({ text, values: [...params], queryMode: "extended" });
      return (result?.rows ?? []) as Row[];
    },
    async script(text) {
      const results = await run({ text });
      // A text without any statement still gives one result, of no command.
      return results.filter((result) => result.command !== null).map((result) => result.rows);
    },
    onNotice(listener) {
      const forward = (notice: Notice) =>
        listener({ severity: notice.severity, message: notice.message });
      client.on("notice", forward);
      return () => void client.off("notice", forward);
    },
    cancel: () => options.cancel(),
    close() {
      closing ??= options.close(poisoned).finally(() => {
        // A client that goes back to its application must not carry our listeners.
        if (client.release === undefined || poisoned)
          client.off("error", onError).on("error", ignore);
        else client.off("error", onError);
      });
      return closing;
    },
  };
}

function ignore(): void {}

function isGone(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return socketCodes.has(String(code)) || goneMessage.test(messageOf(error));
}

function lostError(label: string, cause: unknown, closed: boolean): LimbeckError {
  if (closed) return new LimbeckError("database-lost", `the connection to ${label} is closed`);
  return new LimbeckError(
    "database-lost",
    `the connection to ${label} was lost (${messageOf(cause)})`,
    {
      hint: "What was committed stays. `limbeck current` shows where the database is; then run the command again.",
      cause,
    },
  );
}

/**
 * Reads the version out of what a server reports of itself.
 *
 * @example
 * serverInfo("16.4 (Debian 16.4-1)"); // { version: 160004, major: 16 }
 */
export function serverInfo(text: string): ServerInfo {
  const [, major = "0", minor = "0"] = /^(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return { version: Number(major) * 10_000 + Number(minor), major: Number(major) };
}
