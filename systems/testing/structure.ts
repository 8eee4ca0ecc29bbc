import type { Query } from "./databases.js";

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
     where schemaname = 'public' and tablename !~ '^(limbeck|alembic)_' order by tablename`,
  );
  return rows.map((row) => row.tablename);
}

/** The indexes that no constraint made, with method and columns: `vales USING btree (status)`. */
export async function indexesOf(query: Query): Promise<Record<string, string>> {
  const rows = await query(
    `select i.relname as name, t.relname || ' ' || substring(pg_get_indexdef(i.oid) from 'USING .*') as definition
     from pg_index x join pg_class i on i.oid = indexrelid join pg_class t on t.oid = indrelid
     where t.relnamespace = 'public'::regnamespace and t.relname !~ '^(limbeck|alembic)_'
       and not exists (select from pg_constraint where conindid = indexrelid) order by 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.definition]));
}

/** The triggers people made on the tables: name → table and function. */
export async function triggersOf(query: Query): Promise<Record<string, string>> {
  const rows = await query(
    `select tgname, tgrelid::regclass || ' → ' || tgfoid::regproc as what
     from pg_trigger where not tgisinternal order by 1, 2`,
  );
  return Object.fromEntries(rows.map((row) => [`${row.tgname}`, row.what as string]));
}
