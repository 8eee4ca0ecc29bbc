create table t (id serial, n bigint generated always as identity, k serial);
create unlogged table becomes (id serial, k bigserial);
