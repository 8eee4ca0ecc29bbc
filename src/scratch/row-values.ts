import type { ValueType } from "./row-types.js";

/**
 * The `n`th value of a type, as text. Values differ wherever the type has room for it. They are
 * plain (text is digits, numbers are small) so that most changes of a type can carry them over.
 */
export function sampleValue(type: ValueType, n: number): string {
  if (type.values) return type.values[n % type.values.length]!;
  if (type.element) return `{${arrayElement(sampleValue(type.element, n))}}`;
  if (type.fields !== undefined) return `(${",".repeat(type.fields - 1)})`;
  if (type.range) {
    // Apart from each other: an exclusion constraint may forbid that they overlap.
    const [from, to] = [sampleValue(type.range.of, 10 * n), sampleValue(type.range.of, 10 * n + 5)];
    const range = `["${from}","${to}")`;
    return type.range.multi ? `{${range}}` : range;
  }
  return (samples[type.name] ?? digits)(n, type.modifiers);
}

export function arrayElement(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

type Sample = (n: number, modifiers: readonly string[]) => string;

/** Far enough from 1 that rows a migration puts in itself are rarely the same. */
const first = 101;
const digits: Sample = (n) => String(first + n);
const day = (n: number) => new Date(Date.UTC(2024, 2, 1 + n)).toISOString().slice(0, 10);
const clock = (n: number) =>
  `${String(10 + (Math.floor(n / 60) % 12)).padStart(2, "0")}:${String(n % 60).padStart(2, "0")}:00`;
const hex = (n: number, length: number) => (first + n).toString(16).padStart(length, "0");
const one =
  (values: readonly string[]): Sample =>
  (n) =>
    values[n % values.length]!;

const text: Sample = (n, [length]) => {
  if (length === undefined || Number(length) >= digits(n, []).length) return digits(n, []);
  return (n % 36 ** Number(length)).toString(36).padStart(Number(length), "0");
};

/** As many digits before the point as the precision leaves. */
const numeric: Sample = (n, [precision, scale = "0"]) => {
  if (precision === undefined) return `${first + n}.25`;
  const whole = Number(precision) - Number(scale);
  const places = Math.max(0, Number(scale));
  if (whole >= 3) return (first + n + (places >= 2 ? 0.25 : 0)).toFixed(places);
  if (whole > 0) return ((n % (10 ** whole - 1)) + 1).toFixed(places);
  return (((n % 9) + 1) * 10 ** -places).toFixed(places);
};

const bits: Sample = (n, [length = "1"]) =>
  ((n + 1) % 2 ** Math.min(30, Number(length))).toString(2).padStart(Number(length), "0");

const vector: Sample = (n, [length = "3"]) =>
  `[${[n + 1, ...Array<number>(Number(length) - 1).fill(1)].join(",")}]`;

/** PostGIS: the modifiers are a shape and perhaps a system of coordinates. */
const geometry: Sample = (n, [shape = "Point", srid]) => {
  const at = `${(n % 80) + 1}`;
  const bodies: Record<string, string> = {
    point: `(${at} ${at})`,
    linestring: `(0 0, ${at} ${at})`,
    polygon: `((0 0, ${at} 0, ${at} ${at}, 0 0))`,
    multipoint: `((${at} ${at}))`,
    multilinestring: `((0 0, ${at} ${at}))`,
    multipolygon: `(((0 0, ${at} 0, ${at} ${at}, 0 0)))`,
    geometrycollection: `(POINT(${at} ${at}))`,
  };
  const known = bodies[shape.toLowerCase()] === undefined ? "point" : shape.toLowerCase();
  return `${srid ? `SRID=${srid};` : ""}${known.toUpperCase()}${bodies[known]}`;
};

const samples: Record<string, Sample> = {
  numeric,
  text,
  varchar: text,
  char: text,
  bpchar: text,
  name: text,
  citext: text,
  '"char"': one(["a", "b", "c", "d"]),
  boolean: one(["true", "false"]),
  date: day,
  time: clock,
  timetz: (n) => `${clock(n)}+00`,
  timestamp: (n) => `${day(n)} 10:00:00`,
  timestamptz: (n) => `${day(n)} 10:00:00+00`,
  interval: (n) => `${n + 1} days`,
  uuid: (n) => `00000000-0000-4000-8000-${hex(n, 12)}`,
  json: (n) => `{"n": ${first + n}}`,
  jsonb: (n) => `{"n": ${first + n}}`,
  jsonpath: (n) => `$."a${first + n}"`,
  xml: (n) => `<row n="${first + n}"/>`,
  bytea: (n) => `\\x${hex(n, 8)}`,
  inet: (n) => `192.0.2.${(n % 250) + 1}`,
  cidr: (n) => `192.0.2.${(n % 250) + 1}/32`,
  macaddr: (n) => `02:00:00:00:00:${hex(n % 150, 2)}`,
  macaddr8: (n) => `02:00:00:00:00:00:00:${hex(n % 150, 2)}`,
  bit: bits,
  varbit: (n, [length = "8"]) => bits(n, [String(Math.min(8, Number(length)))]),
  point: (n) => `(${first + n},0)`,
  line: (n) => `{1,-1,${first + n}}`,
  lseg: (n) => `[(0,0),(${first + n},1)]`,
  box: (n) => `(${2 * n + 1},1),(${2 * n},0)`,
  path: (n) => `((0,0),(1,${first + n}))`,
  polygon: (n) => `((0,0),(1,0),(1,${first + n}))`,
  circle: (n) => `<(${10 * n},0),1>`,
  regclass: one(["pg_class", "pg_type"]),
  regtype: one(["integer", "text"]),
  regproc: one(["pg_catalog.now", "pg_catalog.pi"]),
  regprocedure: one(["pg_catalog.now()", "pg_catalog.pi()"]),
  regoper: one(["pg_catalog.||/", "pg_catalog.@@@"]),
  regoperator: one(["+(integer,integer)", "-(integer,integer)"]),
  regnamespace: one(["pg_catalog", "information_schema"]),
  regrole: one(["pg_monitor", "pg_signal_backend"]),
  regcollation: one(['"C"', '"POSIX"']),
  regconfig: one(["simple", "english"]),
  regdictionary: one(["simple", "english_stem"]),
  pg_lsn: (n) => `0/${hex(n, 1)}`,
  pg_snapshot: (n) => `10:${20 + n}:`,
  txid_snapshot: (n) => `10:${20 + n}:`,
  tid: (n) => `(0,${n + 1})`,
  hstore: (n) => `k=>${first + n}`,
  ltree: (n) => `a${first + n}`,
  lquery: (n) => `a${first + n}`,
  vector,
  halfvec: vector,
  sparsevec: (n, [length = "3"]) => `{1:${n + 1}}/${length}`,
  cube: (n) => `(${first + n})`,
  isbn: one(["978-0-393-04002-9", "978-0-306-40615-7"]),
  isbn13: one(["978-0-393-04002-9", "978-0-306-40615-7"]),
  issn: one(["1436-4522", "0378-5955"]),
  ean13: one(["978-0-393-04002-9", "978-0-306-40615-7"]),
  upc: one(["036000291452", "012345678905"]),
  geometry,
  geography: (n, [shape, srid = "4326"]) =>
    geometry(n, [...(shape === undefined ? ["Point"] : [shape]), srid]),
};
