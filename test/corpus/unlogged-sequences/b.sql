create sequence folio start 5;
create unlogged sequence becomes;
create unlogged sequence stays;
create table t (id bigserial, n bigint generated always as identity);
