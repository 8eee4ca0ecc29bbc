create table t (id integer primary key, name text);
create view v as select id, upper(name) as name, 1 as one from t;
create view kept as select id from t;
create materialized view m as select id, name from t;
comment on column v.id is 'folio';
comment on column v.one is 'uno';
comment on column kept.id is 'dos';
comment on column m.name is 'nombre';
