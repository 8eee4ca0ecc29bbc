create table t (a integer, b integer, plano integer, viejo integer generated always as (a) stored, suma integer generated always as (a + b) stored, igual text generated always as ('x' || a) stored);
create table u (nombre text, mayus text generated always as (upper(nombre)) stored);
create index ix_t_suma on t (suma);
alter table t add constraint t_suma_check check (suma > 0);
