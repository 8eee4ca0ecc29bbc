create table t (
  a bigint, b varchar(40), c varchar(10) not null default 'nada', d timestamptz, e integer, f text, g jsonb, h numeric(12, 4), i boolean,
  j varchar(5)[], k uuid, l bigint default 7, m integer default 3, n text, o text collate "C"
);
