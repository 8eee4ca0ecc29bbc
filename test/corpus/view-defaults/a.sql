create sequence folio;
create table t (id integer, estado text, total integer);
create view v as select id, estado, total from t;
alter view v alter column estado set default 'abierto';
alter view v alter column total set default 1;
alter view v alter column id set default nextval('folio');
create view replaced as select id, estado from t;
alter view replaced alter column id set default 1;
alter view replaced alter column estado set default upper('x');
