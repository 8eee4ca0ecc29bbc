create schema ext;
create schema otro;
create extension citext;
create extension pg_trgm schema otro;
create table t (a citext default 'x', b text);
create index ix_b on t using gin (b otro.gin_trgm_ops);
