create table t (
  a integer default 1, b integer default 5, c bigint default -9223372036854775808, d numeric default 0.1, e numeric(30, 0) default 5,
  f numeric default 1e10, g real default -0.25, h double precision default 1e300, i double precision, j smallint default -7,
  k text default ' ', l text default 'its', m text default 'back\\slash', n text default E'two\r\nlines\t', o text default 'ñ',
  p text default '\u0041', q varchar(10), r char(3) default 'US', s "char" default 'b', t boolean default false, u boolean,
  v text default 'now', w text default 'x', x text default '-12', y integer default '-12', z text default 'true'
);
create table u (
  a json default '[]', b jsonb default '[]', c text[] default '{a}', d text[], e integer[] default '{3}',
  f date default 'infinity', g timestamptz default '2026-11-21 10:00:00-07', h timestamp default '2026-11-21 00:00:01', i interval default '1 day 02:00', j uuid,
  k bytea default '', l bit(3) default b'000', m inet default '10.0.0.0/8', n int4range default 'empty', o text default 'x', p integer,
  q text default '	tab', r text default 'a', s text default '(', t varchar[] default '{b}', u interval, v text default '''', w time
);
