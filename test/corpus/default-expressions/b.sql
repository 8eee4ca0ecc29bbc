create table t (
  a timestamptz default clock_timestamp(), b timestamptz, c date default current_date + 1, d uuid default '00000000-0000-0000-0000-000000000001', e text default session_user,
  f integer default (2 + 2), g text default ('a' || '`${b}`' || E'\n'), h text default upper('abc'), i timestamptz default now() + interval '2 days', j integer,
  k integer[] default array[1], l text, m jsonb default '{}', n bigint default 0, o boolean default true,
  p varchar(20) default 'x', q numeric default 0.1, r timestamptz default '2026-01-01 00:00:00+00', s text default 'x', t text default 'b'
);
create table zoned (a timestamp default (now() at time zone 'cet') not null);
