create extension citext;
create extension pg_trgm;
comment on extension pg_trgm is 'Búsqueda por parecido';
create extension unaccent;
comment on extension unaccent is null;
create extension hstore;
