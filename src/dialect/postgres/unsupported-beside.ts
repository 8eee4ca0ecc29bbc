/** What can be granted on: the catalog, where it keeps that, and what of it is none of this. */
const granted = [
  // PostgreSQL does not remember what it granted there itself.
  ["pg_class", "relacl", "relnamespace::regnamespace::text <> 'information_schema'"],
  ["pg_proc", "proacl", "true"],
  ["pg_type", "typacl", "true"],
  // Of `public` they are compared.
  ["pg_namespace", "nspacl", "nspname NOT IN ('public', 'information_schema')"],
];

const grants = granted.map(
  ([system, acl, where]) =>
    `SELECT '${system}'::regclass AS class, oid, ${acl}::text[] AS acl FROM ${system} WHERE ${acl} IS NOT NULL AND ${where}`,
);

/** What stands beside the schema of a database and no operation says: SQL, each giving names. */
export const unsupportedBeside: readonly string[] = [
  `SELECT count(*) || ' large object' || CASE WHEN count(*) > 1 THEN 's' ELSE '' END
    FROM pg_largeobject_metadata HAVING count(*) > 0`,
  `SELECT 'grants on the database' FROM pg_database WHERE datname = current_database() AND datacl IS NOT NULL`,
  // What was there from the beginning is remembered; all else somebody granted, or took away.
  `SELECT DISTINCT 'grants on what ' || coalesce('extension ' || quote_ident(x.extname), 'PostgreSQL itself') || ' made'
    FROM (${grants.join(" UNION ALL ")}) o
    LEFT JOIN pg_depend d ON d.classid = o.class AND d.objid = o.oid AND d.deptype = 'e'
    LEFT JOIN pg_extension x ON x.oid = d.refobjid
    WHERE (x.oid IS NOT NULL OR o.oid < 16384) AND NOT EXISTS (SELECT FROM pg_init_privs i
      WHERE i.classoid = o.class AND i.objoid = o.oid AND i.objsubid = 0
        AND i.initprivs::text[] @> o.acl AND o.acl @> i.initprivs::text[])`,
  ...Object.entries({ pg_class: "relnamespace", pg_proc: "pronamespace" }).map(
    ([
      system,
      schema,
    ]) => `SELECT pg_describe_object('${system}'::regclass, o.oid, 0) FROM ${system} o
      WHERE o.oid >= 16384 AND o.${schema}::regnamespace::text IN ('pg_catalog', 'information_schema')
        AND NOT EXISTS (SELECT FROM pg_depend d
          WHERE d.classid = '${system}'::regclass AND d.objid = o.oid AND d.deptype IN ('e', 'i'))`,
  ),
];
