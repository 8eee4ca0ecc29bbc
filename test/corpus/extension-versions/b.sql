create extension citext version '1.5';
create extension pg_trgm version '1.4';
create extension hstore;
create table usuarios (id integer primary key, email citext not null default 'Nadie', otros citext[], rasgos hstore);
create index ix_email on usuarios (email);
create index ix_trgm on usuarios using gin ((email::text) gin_trgm_ops);
