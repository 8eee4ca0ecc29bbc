import fc from "fast-check";
import type { Edit } from "./random-schema.js";

/**
 * A place that may hold one of several statements, or none. What does not fit to what stands before it
 * (a view on a column that is not there) is left out when the state is loaded.
 */
type Place = readonly string[];

/** One statement with each of the words in turn in place of `$`. */
const each = (text: string, ...words: readonly string[]): Place =>
  words.map((word) => text.replaceAll("$", () => word));

const body = "RETURN x + ";
const types: readonly Place[] = [
  each(
    "CREATE TYPE mood AS ENUM ($)",
    "'sad', 'ok', 'happy'",
    "'sad', 'ok'",
    "'sad', 'new', 'ok', 'happy'",
    "'ok', 'sad', 'happy'",
  ),
  each(
    "CREATE TYPE pair AS ($)",
    "a int, b text",
    "a bigint, b text",
    "a int, b text, c mood",
    "b text",
  ),
  each("CREATE DOMAIN amount AS $", "int CHECK (VALUE > 0)", "bigint", "int DEFAULT 7 NOT NULL"),
  each("CREATE DOMAIN boxed AS pair $", "", "CHECK ((VALUE).b <> '')"),
  each("CREATE DOMAIN feeling AS mood $", "", "CHECK (VALUE <> 'sad')", "DEFAULT 'ok'"),
  each(
    "CREATE TYPE span AS RANGE (subtype = $)",
    "int",
    "float8",
    "int, multirange_type_name = spans",
  ),
  each("CREATE SEQUENCE counter $", "", "AS int INCREMENT 2", "MINVALUE 0 START 5 CYCLE"),
  each("CREATE FUNCTION twice(x int) RETURNS $", "int LANGUAGE sql IMMUTABLE AS 'SELECT x * 2'"),
  each(
    "CREATE FUNCTION more(x int) RETURNS $",
    `int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN ${body}1; END'`,
    `int LANGUAGE plpgsql IMMUTABLE STRICT AS 'BEGIN ${body}2; END'`,
    `bigint LANGUAGE plpgsql IMMUTABLE AS 'BEGIN ${body}1; END'`,
  ),
  each(
    "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN $; END'",
    "new",
    "NULL",
  ),
  each(
    "CREATE FUNCTION feel(m mood) RETURNS $",
    "text LANGUAGE sql IMMUTABLE AS 'SELECT m::text'",
    "mood LANGUAGE sql AS 'SELECT m'",
  ),
  each("CREATE FUNCTION level(mood) RETURNS int LANGUAGE sql AS 'SELECT $'", "1", "2"),
];

/** Columns come one by one: their order is not compared. */
const column = (table: string, name: string, ...texts: readonly string[]): Place =>
  each(`ALTER TABLE ${table} ADD COLUMN ${name} $`, ...texts);

const tables: readonly Place[] = [
  each("CREATE TABLE base (id int NOT NULL, note text$)", "", " NOT NULL", ", kind mood"),
  each(
    "CREATE TABLE a (id int NOT NULL, n int)$",
    "",
    " WITH (fillfactor = 70)",
    " INHERITS (base)",
  ),
  column("a", "m", "mood", "text", "mood DEFAULT 'ok'", "mood NOT NULL DEFAULT 'ok'"),
  column("a", "ms", "mood[]", "mood[] DEFAULT '{ok}'", "text[]"),
  column("a", "p", "pair", "boxed", "jsonb"),
  column("a", "q", "amount", "amount[]", "int", "bigint"),
  column("a", "d", "int DEFAULT twice(2)", "int DEFAULT more(2)", "int DEFAULT nextval('counter')"),
  column(
    "a",
    "g",
    "int GENERATED ALWAYS AS (n * 2) STORED",
    "int GENERATED ALWAYS AS (twice(n)) STORED",
    "int",
  ),
  column("a", "t", "text", "varchar(20)", 'text COLLATE "C"', "varchar(40) NOT NULL DEFAULT ''"),
  column("a", "u", "timestamptz", "date", "timestamp(3)"),
  column("a", "s", "span", "int4range"),
  each("ALTER TABLE a ADD CONSTRAINT a_key PRIMARY KEY ($)", "id", "id, n"),
  each("ALTER TABLE a ADD CONSTRAINT a_unique UNIQUE ($)", "n", "n) INCLUDE (id", "t"),
  each(
    "ALTER TABLE a ADD CONSTRAINT a_check CHECK ($)",
    "n > 0",
    "twice(n) > 0",
    "m <> 'sad'",
    "q > 1) NOT VALID --",
  ),
  each("ALTER TABLE a ADD CONSTRAINT a_apart EXCLUDE USING gist (s WITH $)", "&&", "="),
  each("CREATE INDEX a_index ON a ($)", "n", "t, n DESC", "twice(n)", "more(n)", "m) WHERE (n > 3"),
  each("CREATE INDEX a_text ON a ($)", "lower(t)", "(p::text)", "t varchar_pattern_ops", "m, ms"),
  each("CREATE STATISTICS a_stat ON $ FROM a", "n, t", "n, m", "(n + 1), t"),
  each("ALTER TABLE a ALTER n SET STATISTICS $", "100"),
  each("ALTER TABLE a ALTER t SET STORAGE $", "EXTERNAL", "MAIN"),
  each("CREATE TABLE a_below () INHERITS (a$)", ""),
  column("a_below", "own", "int", "mood"),
  each(
    "CREATE TABLE parts (id int, at date NOT NULL, m text$",
    ") PARTITION BY RANGE (at)",
    ") PARTITION BY LIST (m)",
    ")",
    ", PRIMARY KEY (id, at)) PARTITION BY RANGE (at)",
  ),
  each("ALTER TABLE parts ADD COLUMN n $", "int DEFAULT 1", "bigint", "int DEFAULT more(1)"),
  each(
    "CREATE TABLE parts_one $",
    "PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
    "PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2028-01-01')",
    "PARTITION OF parts FOR VALUES IN ('one', 'two')",
    "(id int, at date NOT NULL, m text)",
  ),
  each(
    "CREATE TABLE parts_rest $",
    "PARTITION OF parts DEFAULT",
    "PARTITION OF parts DEFAULT PARTITION BY HASH (id)",
  ),
  each(
    "CREATE TABLE parts_deep PARTITION OF parts_rest $",
    "FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
  ),
  each("CREATE INDEX parts_index ON parts ($)", "m", "at, m", "n"),
  each("ALTER TABLE parts ADD CHECK ($)", "id > 0", "n > 0"),
  each(
    "CREATE TABLE b (id int PRIMARY KEY, a int, mm mood$)",
    "",
    ", n int GENERATED BY DEFAULT AS IDENTITY",
  ),
  each(
    "ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a) REFERENCES $",
    "a (id)",
    "a (n) ON DELETE CASCADE",
    "a (id) DEFERRABLE INITIALLY DEFERRED",
    "b (id) NOT VALID",
  ),
  column("b", "serial", "serial", "int", "bigserial"),
];

const above: readonly Place[] = [
  each("CREATE VIEW v AS SELECT $ FROM a", "id, n", "id, m, n", "id, t", "id, g, ms, p", "*"),
  each("CREATE VIEW vv AS SELECT $ FROM v", "id", "*", "count(*)", "twice(id) AS id, n"),
  each(
    "CREATE VIEW guarded WITH ($) AS SELECT id, n FROM a WHERE n > 0",
    "security_barrier",
    "check_option = local",
  ),
  each(
    "CREATE MATERIALIZED VIEW mv AS SELECT $",
    "id, n FROM v",
    "id, m FROM a",
    "a.id, b.mm AS n FROM a JOIN b ON b.a = a.id",
  ),
  each("CREATE $ ON mv (id)", "INDEX mv_index", "UNIQUE INDEX mv_index"),
  each("CREATE VIEW onmv AS SELECT * FROM mv WHERE id > $", "1", "2"),
  each("ALTER VIEW v ALTER COLUMN n SET DEFAULT $", "1", "twice(4)"),
  each(
    "CREATE FUNCTION rows() RETURNS SETOF $",
    "a LANGUAGE sql AS 'SELECT * FROM a'",
    "v LANGUAGE sql AS 'SELECT * FROM v'",
    "b LANGUAGE sql STABLE AS 'SELECT * FROM b'",
  ),
  each(
    "CREATE FUNCTION total() RETURNS bigint LANGUAGE sql BEGIN ATOMIC $; END",
    "SELECT count(*) FROM a",
    "SELECT sum(n) FROM v",
    "SELECT count(m) FROM a",
  ),
  each("CREATE VIEW totals AS SELECT $ AS all_of_them", "total()", "(SELECT sum(n) FROM v)"),
  each(
    "CREATE PROCEDURE act(INOUT x $) LANGUAGE plpgsql AS 'BEGIN x := NULL; END'",
    "int",
    "mood",
    "a",
  ),
  each(
    "CREATE AGGREGATE added(int) (sfunc = $, stype = int, initcond = '0')",
    "int4pl",
    "int4larger",
  ),
  each(
    "CREATE TRIGGER a_touch $ FOR EACH ROW EXECUTE FUNCTION touch()",
    "BEFORE UPDATE ON a",
    "BEFORE UPDATE OF n, t ON a",
    "AFTER INSERT ON a",
    "BEFORE INSERT ON a FOR EACH ROW WHEN (new.m = 'ok') EXECUTE FUNCTION touch() --",
  ),
  each("ALTER TABLE a $ TRIGGER a_touch", "DISABLE", "ENABLE ALWAYS"),
  each(
    "CREATE TRIGGER parts_touch AFTER $ ON parts FOR EACH ROW EXECUTE FUNCTION touch()",
    "INSERT",
    "DELETE",
  ),
  each("CREATE TRIGGER v_touch INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION touch()$", ""),
  each("ALTER TABLE a $ ROW LEVEL SECURITY", "ENABLE", "FORCE"),
  each(
    "CREATE POLICY a_policy ON a $",
    "USING (n > 0)",
    "FOR SELECT USING (m <> 'sad')",
    "TO limbeck_reader USING (twice(n) > 1)",
    "USING (EXISTS (SELECT FROM v WHERE v.id = a.id))",
  ),
  each("CREATE POLICY b_policy ON b AS RESTRICTIVE USING ($)", "a IN (SELECT id FROM a)", "id > 1"),
  each(
    "CREATE RULE a_rule AS ON DELETE TO a DO $",
    "INSTEAD NOTHING",
    "ALSO UPDATE b SET a = NULL WHERE b.a = old.id",
  ),
  each("ALTER TABLE a REPLICA IDENTITY $", "FULL", "USING INDEX a_key"),
  each("ALTER TABLE a CLUSTER ON $", "a_key", "a_index"),
  each(
    "CREATE PUBLICATION limbeck_pub FOR $",
    "TABLE a",
    "TABLE a, b",
    "ALL TABLES",
    "TABLE a WHERE (n > 1)",
  ),
  each("ALTER SEQUENCE counter OWNED BY $", "a.n", "a.d", "b.id"),
  each("CREATE CAST (mood AS pair) WITH $", "INOUT", "INOUT AS ASSIGNMENT"),
  each("CREATE CAST (mood AS int) WITH FUNCTION $", "level(mood)"),
  each("CREATE OPERATOR ## (leftarg = int, rightarg = int, function = $)", "int4pl", "int4mi"),
];

const said: readonly Place[] = [
  ...["a", "b", "v", "mv", "parts", "parts_one", "vv"].flatMap((name) => [
    each(
      `GRANT $ ON ${name} TO limbeck_reader`,
      "SELECT",
      "SELECT, INSERT",
      "SELECT (id), UPDATE (id)",
    ),
    each(
      `COMMENT ON ${name[0] === "v" ? "VIEW" : name === "mv" ? "MATERIALIZED VIEW" : "TABLE"} ${name} IS '$'`,
      "one",
      "two",
    ),
  ]),
  each("GRANT $ (n) ON a TO limbeck_writer", "UPDATE", "SELECT"),
  each("GRANT $ (m) ON a TO limbeck_writer", "UPDATE", "SELECT"),
  each("GRANT $ ON SEQUENCE counter TO limbeck_reader", "USAGE", "ALL"),
  each("REVOKE EXECUTE ON FUNCTION $ FROM PUBLIC", "twice(int)", "more(int)", "rows()", "total()"),
  each("GRANT USAGE ON TYPE $ TO limbeck_writer", "mood", "pair", "amount", "span"),
  each("ALTER DEFAULT PRIVILEGES GRANT SELECT ON $ TO limbeck_reader", "TABLES", "SEQUENCES"),
  each("COMMENT ON COLUMN a.$ IS 'said'", "n", "m", "t", "g"),
  each("COMMENT ON COLUMN v.$ IS 'seen'", "id", "n"),
  each("COMMENT ON INDEX $ IS 'fast'", "a_index", "mv_index", "a_key"),
  each("COMMENT ON CONSTRAINT $ IS 'held'", "a_check ON a", "b_a ON b", "a_key ON a"),
  each("COMMENT ON TRIGGER a_touch ON a IS '$'", "runs"),
  each("COMMENT ON POLICY a_policy ON a IS '$'", "lets"),
  each("COMMENT ON TYPE $ IS 'typed'", "mood", "pair", "span"),
  each("COMMENT ON FUNCTION $ IS 'done'", "twice(int)", "more(int)", "rows()"),
];

/** The statement that is there before, and the one that is there after; often the same. */
function pair(place: Place): fc.Arbitrary<readonly [string | undefined, string | undefined]> {
  const one = fc.option(fc.constantFrom(...place), { nil: undefined, freq: 6 });
  return fc.tuple(one, one, fc.nat(4)).map(([a, b, same]) => [a, same > 0 ? a : b]);
}

/** Two states of objects of most kinds that use each other. */
export const objectEdit: fc.Arbitrary<Edit> = fc
  .tuple(...[...types, ...tables, ...above, ...said].map(pair))
  .map((pairs) => {
    const side = (i: 0 | 1) =>
      pairs.flatMap((both) => (both[i] === undefined ? [] : [lenient(both[i])])).join("");
    return { before: side(0), after: side(1) };
  });

function lenient(sql: string): string {
  return `DO $do$ BEGIN EXECUTE $sql$${sql}\n$sql$; EXCEPTION WHEN others THEN END $do$;\n`;
}
