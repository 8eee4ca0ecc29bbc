create extension pg_trgm;
create table t (nombre text);
create index ix_t_nombre on t using gin (nombre gin_trgm_ops);
create index ix_t_gist on t using gist (nombre gist_trgm_ops (siglen = 32));
