create unlogged table t (id serial, n bigint generated always as identity, k integer);
create sequence folio;
alter sequence folio owned by t.k;
create table becomes (id serial, k integer);
