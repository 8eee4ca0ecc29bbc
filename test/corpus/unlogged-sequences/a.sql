-- server 15
create unlogged sequence folio start 5;
create sequence becomes;
create unlogged sequence stays;
create unlogged table t (id bigserial, n bigint generated always as identity);
