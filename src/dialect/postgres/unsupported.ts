import { notOwned, ownSchema } from "./kind.js";
import { ofThisDatabase } from "./kinds/subscription-parameters.js";
import { mappingReadable } from "./kinds/user-mapping.js";
import { unsupportedAttributes } from "./unsupported-attributes.js";
import { unsupportedBeside } from "./unsupported-beside.js";
import { belongsToType, comesWithType, unsupportedTypes } from "./unsupported-types.js";

const own = ownSchema("n.nspname");

/**
 * Objects of kinds that are not compared yet, by name. They are named in every report that could
 * have meant them, so that nobody takes silence for equality.
 */
export const unsupportedQuery = `
  SELECT 'foreign table under another ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${own} AND ${notOwned("pg_class", "c.oid")} AND c.relkind = 'f'
      AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)
  UNION ALL
  SELECT u.what || ' ' || u.oid::regtype FROM (${unsupportedTypes}) u
  UNION ALL
  SELECT 'function ' || p.oid::regprocedure FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    JOIN pg_language l ON l.oid = p.prolang
    WHERE l.lanname IN ('c', 'internal') AND ${own} AND ${notOwned("pg_proc", "p.oid")}
      AND ${belongsToType("p.oid")} AND NOT ${comesWithType("p.oid")}
  UNION ALL
  SELECT 'shell operator ' || o.oid::regoperator FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
    WHERE ${own} AND (o.oprcode = 0 OR o.oprright = 0) AND ${notOwned("pg_operator", "o.oid")}
  UNION ALL
  SELECT 'conversion ' || quote_ident(n.nspname) || '.' || quote_ident(o.conname)
    FROM pg_conversion o JOIN pg_namespace n ON n.oid = o.connamespace
    WHERE ${own} AND ${notOwned("pg_conversion", "o.oid")}
  UNION ALL
  SELECT 'transform for ' || o.trftype::regtype || ' language ' || quote_ident(l.lanname)
    FROM pg_transform o JOIN pg_language l ON l.oid = o.trflang WHERE ${notOwned("pg_transform", "o.oid")}
  UNION ALL
  SELECT 'language ' || quote_ident(o.lanname) FROM pg_language o
    WHERE o.oid >= 16384 AND ${notOwned("pg_language", "o.oid")}
  UNION ALL
  SELECT 'access method ' || quote_ident(o.amname) FROM pg_am o
    WHERE o.oid >= 16384 AND ${notOwned("pg_am", "o.oid")}
  UNION ALL
  SELECT 'security label of ' || pg_describe_object(classoid, objoid, objsubid) FROM pg_seclabel WHERE objoid >= 16384
  UNION ALL
  SELECT CASE WHEN has_column_privilege('pg_catalog.pg_subscription', 'subsynccommit', 'SELECT') THEN 'connection'
      ELSE 'connection, parameters and comment' END || ' of subscription ' || quote_ident(subname) FROM pg_subscription
    WHERE ${ofThisDatabase}
      AND NOT has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'SELECT')
  UNION ALL
  SELECT 'options of user mapping ' || CASE WHEN m.umuser = 0 THEN 'public' ELSE quote_ident(m.usename) END || ' on ' || quote_ident(m.srvname)
    FROM pg_user_mappings m JOIN pg_foreign_server s ON s.oid = m.srvid WHERE NOT ${mappingReadable}
  UNION ALL ${[...unsupportedAttributes, ...unsupportedBeside].join("\n  UNION ALL ")}
  ORDER BY 1`;
