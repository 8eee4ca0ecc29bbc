create table t (
  a integer default 0, b integer default -5, c bigint default 9007199254740993, d numeric default 0.10, e numeric(30, 0) default 123456789012345678901234567890,
  f numeric default -1.5, g real default 1.5, h double precision default 'NaN', i double precision default '-Infinity', j smallint default 7,
  k text default '', l text default 'it''s', m text default 'back\slash', n text default E'two\nlines', o text default 'ñandú ☕ ''quoted''',
  p text default '`${x}`', q varchar(10) default 'x', r char(3) default 'MXN', s "char" default 'a', t boolean default true, u boolean default false,
  v text default 'now()', w text default 'nextval(''s'')', x text default '12', y integer default '12', z text default 'null'
);
create table u (
  a json default '{}', b jsonb default '{"a": [1, null, "it''s"]}', c text[] default '{}', d text[] default '{a,"b c",NULL}', e integer[] default array[1, 2],
  f date default '2026-11-21', g timestamptz default '2026-11-21 10:00:00+00', h timestamp default '2026-11-21', i interval default '1 day', j uuid default '00000000-0000-0000-0000-000000000000',
  k bytea default '\xdeadbeef', l bit(3) default b'101', m inet default '10.0.0.1', n int4range default '[1,5)', o text default null, p integer default null::integer,
  q text default '  spaces  ', r text default 'a::text', s text default ')', t varchar[] default '{}', u interval default '-1 days', v text default '"quoted"', w time default '10:00'
);
