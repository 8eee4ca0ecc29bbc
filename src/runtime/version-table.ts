import { hash } from "node:crypto";
// Not the indexes: `current` asks for the heads and for nothing that they bring along.
import { qualified, quoteText } from "../dialect/postgres/quote.js";
import type { Connection } from "../driver/connection.js";
import { DatabaseError } from "../driver/database-error.js";

/** Where a database keeps its heads and its journal. */
export interface VersionTable {
  /** Default `limbeck_version`. */
  readonly name: string;
  readonly schema: string;
}

export function versionTableName({ name, schema }: VersionTable): string {
  return qualified(name, schema);
}

/** `limbeck_version` keeps its journal in `limbeck_journal`. */
export function journalName({ name, schema }: VersionTable): string {
  return qualified(journalTable(name), schema);
}

/** The newest column of the journal: where it is, so are all others. */
export const checksumColumn = "file_checksum";

export function journalTable(versionTable: string): string {
  return `${versionTable.replace(/_version$/, "")}_journal`;
}

/** `limbeck_version` keeps what runs outside a transaction in `limbeck_lease`. */
export function leaseName({ name, schema }: VersionTable): string {
  return qualified(leaseTable(name), schema);
}

function leaseTable(versionTable: string): string {
  return `${versionTable.replace(/_version$/, "")}_lease`;
}

/** Tables that are the tool's own, to be left out of every comparison. */
export function ownTables({ name, schema }: VersionTable): { schema: string; name: string }[] {
  return [
    { schema, name },
    { schema, name: journalTable(name) },
    { schema, name: leaseTable(name) },
  ];
}

/** The heads a database stands at; none when it was never migrated. Does not write. */
export async function readHeads(connection: Connection, table: VersionTable): Promise<string[]> {
  try {
    const rows = await connection.query<{ version_num: string }>(
      `SELECT version_num FROM ${versionTableName(table)} ORDER BY 1`,
    );
    return rows.map((row) => row.version_num);
  } catch (error) {
    // 42P01: the table is not there; 3F000: nor is its schema.
    if (error instanceof DatabaseError && ["42P01", "3F000"].includes(error.server.sqlState))
      return [];
    throw error;
  }
}

/** Both tables as statements; safe to run again. */
export function createTables(table: VersionTable): string[] {
  return [
    ...(table.schema === "public"
      ? []
      : [`CREATE SCHEMA IF NOT EXISTS ${qualified(table.schema)}`]),
    `CREATE TABLE IF NOT EXISTS ${versionTableName(table)} (
  version_num varchar(255) NOT NULL,
  CONSTRAINT ${qualified(`${table.name}_pkc`)} PRIMARY KEY (version_num)
)`,
    `CREATE TABLE IF NOT EXISTS ${journalName(table)} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  revision varchar(255) NOT NULL,
  direction text NOT NULL,
  segment integer NOT NULL,
  complete boolean NOT NULL,
  statements_hash text,
  started_at timestamptz NOT NULL,
  finished_at timestamptz NOT NULL,
  duration_ms integer NOT NULL,
  executed_by text NOT NULL,
  tool_version text NOT NULL,
  downgrade jsonb,
  ${checksumColumn} text
)`,
  ];
}

/** What a journal of an earlier version lacks; safe to run again. */
export function widenJournal(table: VersionTable): string {
  return `ALTER TABLE ${journalName(table)} ADD COLUMN IF NOT EXISTS ${checksumColumn} text`;
}

/** All tables away; safe to run again. */
export function dropTables(table: VersionTable): string[] {
  return [versionTableName(table), journalName(table), leaseName(table)].map(
    (name) => `DROP TABLE IF EXISTS ${name}`,
  );
}

/** The statements that move the rows from one set of heads to another. */
export function moveHeads(
  table: VersionTable,
  from: readonly string[],
  to: readonly string[],
): string[] {
  const gone = from.filter((id) => !to.includes(id));
  const come = to.filter((id) => !from.includes(id));
  const target = versionTableName(table);
  const moved = Math.min(gone.length, come.length);
  return [
    ...gone
      .slice(0, moved)
      .map(
        (id, i) =>
          `UPDATE ${target} SET version_num = ${quoteText(come[i]!)} WHERE version_num = ${quoteText(id)}`,
      ),
    ...gone.slice(moved).map((id) => `DELETE FROM ${target} WHERE version_num = ${quoteText(id)}`),
    ...come
      .slice(moved)
      .map((id) => `INSERT INTO ${target} (version_num) VALUES (${quoteText(id)})`),
  ];
}

/** The advisory lock's key: the same for every run that would write the same table. */
export function lockKey(table: VersionTable): bigint {
  return hash("sha256", `limbeck ${versionTableName(table)}`, "buffer").readBigInt64BE();
}
