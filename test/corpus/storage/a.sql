-- server 14
create table t (id integer, long text, packed bytea, n numeric, plain text, kept text) with (fillfactor = 70, autovacuum_enabled = off, toast.autovacuum_enabled = off);
alter table t alter column long set storage external, alter column long set compression pglz, alter column n set statistics 500;
alter table t alter column packed set storage main, alter column kept set storage external;
alter table t alter column id set (n_distinct = -0.5, n_distinct_inherited = 10);
create table parts (id integer, note text) partition by list (id);
create table parts_1 partition of parts for values in (1) with (fillfactor = 80);
alter table parts alter column note set storage external;
create view seen as select long from t;
