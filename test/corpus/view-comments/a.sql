create table t (id integer primary key, name text);
create view v as select id, name from t;
create view kept as select id from t;
create materialized view m as select id, name from t;
comment on column v.name is 'nombre';
comment on column v.id is 'número';
comment on column kept.id is 'uno';
comment on column m.id is 'clave';
comment on view v is 'vista';
