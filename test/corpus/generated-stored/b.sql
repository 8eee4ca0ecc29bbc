create table t (a bigint, b integer, plano integer generated always as (b * 2) stored, viejo integer, suma bigint generated always as (a - b) stored, nuevo numeric(10, 2) generated always as (b / 2.0) stored);
create table u (nombre varchar(40), mayus text generated always as (upper(nombre)) stored);
comment on column u.mayus is 'en mayúsculas';
create index ix_t_suma on t (suma);
alter table t add constraint t_suma_check check (suma > 0);
