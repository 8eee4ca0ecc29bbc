import { notOwned, ownSchema, systemCatalogs } from "./kind.js";

/** A relation `c` of a person's own, of one of these kinds. */
function relation(kinds: string): string {
  return `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    AND ${ownSchema("n.nspname")} AND ${notOwned("pg_class", "c.oid")} AND c.relkind IN (${kinds})`;
}

const comments = (system: "pg_constraint" | "pg_class" | "pg_trigger", on: string) => `
  SELECT 'comment on ' || pg_describe_object(d.classoid, d.objoid, 0)
    FROM pg_description d JOIN ${system} o ON o.oid = d.objoid
    WHERE d.classoid = ${systemCatalogs[system]} AND d.objoid >= 16384 AND d.objsubid = 0 AND (${on})`;

/** What an object has that no operation says, though its kind is compared: SQL, each giving names. */
export const unsupportedAttributes: readonly string[] = [
  `SELECT 'type that table ' || c.oid::regclass || ' is of' FROM ${relation("'r', 'p'")} WHERE c.reloftype <> 0`,
  comments(
    "pg_constraint",
    `o.contype = 'n' OR o.coninhcount > 0 OR o.conparentid <> 0
      OR o.conrelid IN (SELECT ftrelid FROM pg_foreign_table)`,
  ),
  comments("pg_class", "o.relkind IN ('i', 'I') AND o.relispartition"),
  comments("pg_trigger", "o.tgparentid <> 0"),
  comments(
    "pg_class",
    `o.relkind = 'S' AND EXISTS (SELECT FROM pg_depend i
      WHERE i.classid = ${systemCatalogs.pg_class} AND i.objid = o.oid AND i.deptype = 'i')`,
  ),
  `SELECT 'persistence of the sequence of identity column ' || c.oid::regclass || '.' || quote_ident(a.attname)
    FROM ${relation("'r', 'p'")} JOIN pg_depend i ON i.refclassid = ${systemCatalogs.pg_class} AND i.refobjid = c.oid AND i.deptype = 'i'
      AND i.classid = ${systemCatalogs.pg_class}
    JOIN pg_class s ON s.oid = i.objid AND s.relkind = 'S' AND s.relpersistence <> c.relpersistence
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.refobjsubid
    WHERE current_setting('server_version_num')::integer >= 150000`,
  `SELECT 'storage of index ' || x.oid::regclass FROM ${relation("'r', 'p'")}
    JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class x ON x.oid = i.indexrelid AND x.relispartition
    JOIN pg_inherits h ON h.inhrelid = x.oid JOIN pg_class a ON a.oid = h.inhparent
    WHERE (x.reloptions, x.reltablespace) IS DISTINCT FROM (a.reloptions, a.reltablespace)`,
  `SELECT 'state of trigger ' || quote_ident(t.tgname) || ' on ' || c.oid::regclass FROM ${relation("'r', 'p'")}
    JOIN pg_trigger t ON t.tgrelid = c.oid JOIN pg_trigger a ON a.oid = t.tgparentid
    WHERE NOT t.tgisinternal AND t.tgenabled <> a.tgenabled`,
  `SELECT DISTINCT 'triggers that are switched off of constraint ' || quote_ident(k.conname) || ' on ' || k.conrelid::regclass
    FROM ${relation("'r', 'p'")} JOIN pg_trigger t ON t.tgrelid = c.oid JOIN pg_constraint k ON k.oid = t.tgconstraint
    WHERE t.tgisinternal AND t.tgenabled <> 'O'`,
  `SELECT 'storage and statistics of column ' || c.oid::regclass || '.' || quote_ident(a.attname)
    FROM ${relation("'m', 'f'")} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    WHERE coalesce(a.attstattarget, -1) <> -1 OR a.attoptions IS NOT NULL OR a.attstorage <> t.typstorage
      OR coalesce(to_jsonb(a) ->> 'attcompression', '') <> ''`,
  `SELECT 'toast parameters of materialized view ' || c.oid::regclass FROM ${relation("'m'")}
    JOIN pg_class t ON t.oid = c.reltoastrelid AND t.reloptions IS NOT NULL`,
  `SELECT 'extension that ' || pg_describe_object(d.classid, d.objid, 0) || ' depends on' FROM pg_extension e
    JOIN pg_depend d ON d.refclassid = ${systemCatalogs.pg_extension} AND d.refobjid = e.oid AND d.deptype = 'x'`,
  `SELECT CASE WHEN p.prosupport <> 0 THEN 'support function' ELSE 'transforms' END || ' of function ' || p.oid::regprocedure
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE ${ownSchema("n.nspname")} AND ${notOwned("pg_proc", "p.oid")} AND (p.prosupport <> 0 OR p.protrftypes IS NOT NULL)`,
];
