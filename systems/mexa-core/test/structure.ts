import type { Query } from "./database.js";

/** A table as PostgreSQL itself describes it: column → type, with `not null` where it is. */
export async function columnsOf(query: Query, table: string): Promise<Record<string, string>> {
  const rows = await query(
    `select attname, format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end as type
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
     order by attnum`,
    [table],
  );
  return Object.fromEntries(rows.map((row) => [row.attname, row.type]));
}

/** Names of constraints by what they are: p primary key, u unique, f foreign key, c check. */
export async function constraintsOf(
  query: Query,
  table: string,
): Promise<Record<string, string[]>> {
  const rows = await query(
    `select contype, array_agg(conname::text order by conname) as names
     from pg_constraint where conrelid = $1::regclass and contype in ('p', 'u', 'f', 'c')
     group by contype`,
    [table],
  );
  return Object.fromEntries(rows.map((row) => [row.contype, row.names]));
}

/** The business tables that are there. */
export async function tablesOf(query: Query): Promise<unknown[]> {
  const rows = await query(
    `select tablename from pg_tables
     where schemaname = 'public' and tablename not like 'limbeck%' order by tablename`,
  );
  return rows.map((row) => row.tablename);
}

/** The indexes named `ix_…`, with their columns: `vales (status)`. */
export async function indexesOf(query: Query): Promise<Record<string, string>> {
  const rows = await query(
    `select indexname, tablename || ' ' || substring(indexdef from '\\(.*\\)') as columns
     from pg_indexes where schemaname = 'public' and indexname like 'ix\\_%' order by indexname`,
  );
  return Object.fromEntries(rows.map((row) => [row.indexname, row.columns]));
}
