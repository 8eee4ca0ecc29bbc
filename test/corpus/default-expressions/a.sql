create function public_now() returns timestamptz language sql stable as 'select now()';
drop function public_now();
create table t (
  a timestamptz default now(), b timestamptz default current_timestamp, c date default current_date, d uuid default gen_random_uuid(), e text default current_user,
  f integer default (1 + 2), g text default ('a' || 'b'), h text default lower('ABC'), i timestamptz default now() + interval '1 day', j integer default (random() * 100)::integer,
  k integer[] default array[]::integer[], l text default (now())::text, m jsonb default jsonb_build_object('a', 1), n bigint default extract(epoch from now()), o boolean default (1 > 0),
  p varchar(20) default 'x'::text, q numeric default '0.1'::real, r timestamptz default '2026-01-01'::timestamp, s text default 'x'::varchar, t text default ('a'::text)
);
create table zoned (a timestamp default (now() at time zone 'utc') not null, b boolean default (1 is not null) not null);
