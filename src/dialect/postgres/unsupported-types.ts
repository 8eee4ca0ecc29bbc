import { notOwned, ownSchema } from "./kind.js";

/**
 * SQL for the types that are not compared, by oid and with what they are: those that exist only
 * together with functions in C, which in turn need them.
 */
export const unsupportedTypes = `
  SELECT t.oid, CASE WHEN t.typtype = 'r' THEN 'range type with a canonical function'
      WHEN t.typisdefined THEN 'base type' ELSE 'shell type' END AS what
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_range r ON r.rngtypid = t.oid
  WHERE (t.typtype IN ('b', 'p') AND t.typcategory <> 'A' OR t.typtype = 'r' AND r.rngcanonical <> 0)
    AND ${ownSchema("n.nspname")} AND ${notOwned("pg_type", "t.oid")}`;

/** SQL for whether a function is one of those. */
export function belongsToType(oid: string): string {
  return `EXISTS (SELECT FROM pg_depend d WHERE d.classid = 1255 AND d.objid = ${oid}
    AND d.refclassid = 1247 AND d.refobjid IN (SELECT u.oid FROM (${unsupportedTypes}) u))`;
}

/** SQL for whether a function is the constructor of a range type, which brings it along. */
export function comesWithType(oid: string): string {
  return `EXISTS (SELECT FROM pg_depend d WHERE d.classid = 1255 AND d.objid = ${oid} AND d.deptype = 'i')`;
}
