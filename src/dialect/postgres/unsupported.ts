import { systemCatalogs } from "./kind.js";

const { pg_class, pg_proc, pg_type } = systemCatalogs;
const pg_collation = 3456;
const pg_operator = 2617;
const pg_ts_config = 3602;
const pg_event_trigger = 3466;

function member(system: number, oid: string): string {
  return `EXISTS (SELECT FROM pg_depend x WHERE x.classid = ${system} AND x.objid = ${oid} AND x.deptype = 'e')`;
}

const own = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

/**
 * Objects of kinds that are not compared yet, by name. They are named in every report that could
 * have meant them, so that nobody takes silence for equality.
 */
export const unsupportedQuery = `
  SELECT 'foreign table ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${own} AND NOT ${member(pg_class, "c.oid")} AND c.relkind = 'f'
  UNION ALL
  SELECT CASE p.prokind WHEN 'a' THEN 'aggregate ' ELSE 'function in C ' END || p.oid::regprocedure
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
    WHERE (p.prokind = 'a' OR l.lanname IN ('c', 'internal')) AND NOT EXISTS (SELECT FROM pg_depend d
      WHERE d.classid = ${pg_proc} AND d.objid = p.oid AND d.deptype = 'i') AND ${own} AND NOT ${member(pg_proc, "p.oid")}
  UNION ALL
  SELECT 'range type ' || t.oid::regtype
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE ${own} AND NOT ${member(pg_type, "t.oid")} AND t.typtype = 'r'
  UNION ALL
  SELECT 'rule ' || quote_ident(r.rulename) || ' on ' || r.ev_class::regclass
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${own} AND r.rulename <> '_RETURN' AND c.relkind <> 'm'
  UNION ALL
  SELECT 'statistics ' || quote_ident(n.nspname) || '.' || quote_ident(s.stxname)
    FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
  UNION ALL
  SELECT 'collation ' || o.oid::regcollation FROM pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace
    WHERE ${own} AND NOT ${member(pg_collation, "o.oid")}
  UNION ALL
  SELECT 'operator ' || o.oid::regoperator FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
    WHERE ${own} AND NOT ${member(pg_operator, "o.oid")}
  UNION ALL
  SELECT 'text search configuration ' || o.oid::regconfig FROM pg_ts_config o JOIN pg_namespace n ON n.oid = o.cfgnamespace
    WHERE ${own} AND NOT ${member(pg_ts_config, "o.oid")}
  UNION ALL
  SELECT 'publication ' || quote_ident(pubname) FROM pg_publication
  UNION ALL
  SELECT 'event trigger ' || quote_ident(evtname) FROM pg_event_trigger e WHERE NOT ${member(pg_event_trigger, "e.oid")}
  UNION ALL
  SELECT 'foreign server ' || quote_ident(srvname) FROM pg_foreign_server
  ORDER BY 1`;
