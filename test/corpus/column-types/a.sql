-- server 15
create table t (
  a smallint, b integer, c bigint, d real, e double precision, f numeric, g numeric(10, 2), h numeric(5, -2),
  i text, j varchar, k varchar(20), l char(3), m char, n "char", o name,
  p timestamp, q timestamptz, r timestamp(3), s timestamptz(0), t date, u time, v timetz(3), w interval, x interval(2),
  y interval day to second, z interval year
);
create table u (
  a boolean, b uuid, c json, d jsonb, e bytea, f bit(4), g varbit(8), h inet, i cidr, j macaddr, k point, l box,
  m int4range, n tstzrange, o tsvector, p money, q xml, r oid, s regclass, t integer[], u text[][], v varchar(10)[], w numeric(8, 3)[]
);
