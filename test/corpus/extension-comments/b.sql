create extension citext;
comment on extension citext is 'Correos';
create extension pg_trgm;
create extension unaccent;
create extension hstore;
comment on extension hstore is null;
