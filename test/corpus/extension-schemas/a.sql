create schema ext;
create schema otro;
create extension citext schema ext;
create extension pg_trgm;
create table t (a ext.citext default 'x', b text);
create index ix_b on t using gin (b gin_trgm_ops);
