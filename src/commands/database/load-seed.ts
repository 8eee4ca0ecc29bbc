import { readFile } from "node:fs/promises";
import { LimbeckError, maskSql, messageOf } from "../../diagnostic/index.js";
import { queryText, refuseTransactionControl } from "../../dialect/index.js";
import { splitSql } from "../../dialect/postgres/split-sql.js";
import { type Connection, DatabaseError, failingStatement } from "../../driver/index.js";
import type { Step, StepContext } from "../../operation/index.js";
import { loadFault, loadModule } from "../../script/index.js";
import type { SeedFile } from "./seed-files.js";

/** Brings the rows of one file, inside the transaction that is open. */
export type Seed = (connection: Connection) => Promise<void>;

/**
 * Reads a seed: the statements of an SQL file, or the function that a module exports.
 *
 * @throws {LimbeckError} `seed-failed` with file and line
 */
export async function loadSeed(file: SeedFile): Promise<Seed> {
  return file.path.endsWith(".sql") ? sqlSeed(file) : moduleSeed(file);
}

async function sqlSeed({ path, name }: SeedFile): Promise<Seed> {
  const statements = splitSql(await readFile(path, "utf8"));
  for (const { text, line, psql } of statements) {
    if (psql) throw failed(`${name}:${line}`, "this is for psql alone", "Write it as INSERT.");
    try {
      refuseTransactionControl(text);
    } catch (error) {
      throw failed(`${name}:${line}`, messageOf(error), "Each seed has a transaction already.");
    }
  }
  const texts = statements.map(({ text }) => text);
  return async (connection) => {
    if (texts.length === 0) return;
    try {
      await connection.script(texts.join(";\n"));
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      const at = statements[failingStatement(texts, error)];
      throw refused(`${name}${at ? `:${at.line}` : ""}`, error, at?.text);
    }
  };
}

async function moduleSeed({ path, name }: SeedFile): Promise<Seed> {
  const at = (error: unknown) => {
    const fault = loadFault(error, path);
    const line = fault.file === path && fault.line ? `:${fault.line}` : "";
    return { place: `${name}${line}`, message: fault.message };
  };
  const { exports } = await loadModule(path).catch((error: unknown) => {
    const { place, message } = at(error);
    throw failed(place, message, "Nothing of it ran.", error);
  });
  const body = exports.default ?? exports.seed;
  if (typeof body !== "function")
    throw failed(
      name,
      "it exports no function",
      "export default async function seed(tx: StepContext) { … }",
    );
  return async (connection) => {
    const context = {
      client: connection.client,
      query: (query: Parameters<StepContext["query"]>[0]) => {
        const { text, params } = queryText(query);
        refuseTransactionControl(text);
        return connection.query(text, params);
      },
    };
    try {
      await (body as Step)(context as StepContext);
    } catch (error) {
      if (error instanceof DatabaseError) throw refused(at(error).place, error);
      const { place, message } = at(error);
      throw failed(place, message, undefined, error);
    }
  };
}

function refused(place: string, error: DatabaseError, statement?: string): LimbeckError {
  const { sqlState, detail, hint } = error.server;
  const facts = [
    `${error.message} (${sqlState})`,
    ...(detail ? [detail] : []),
    ...(statement ? [maskSql(statement)] : []),
  ];
  return failed(place, facts.join("\n").replaceAll("\n", "\n  "), hint, error);
}

function failed(place: string, message: string, hint?: string, cause?: unknown): LimbeckError {
  return new LimbeckError("seed-failed", `${place}: ${message}`, {
    hint: hint ?? "What this seed did was rolled back; those before it stay.",
    cause,
  });
}
