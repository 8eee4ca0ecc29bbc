create extension citext version '1.4';
create extension pg_trgm version '1.3';
create extension hstore version '1.4';
create table usuarios (id integer primary key, email citext not null default 'Nadie', otros citext[], rasgos hstore);
insert into usuarios values (1, 'A@x', '{B@x,NULL}', 'a=>1');
create index ix_email on usuarios (email);
create index ix_trgm on usuarios using gin ((email::text) gin_trgm_ops);
