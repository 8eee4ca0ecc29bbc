create function next_total() returns integer language sql as 'select 2';
create table t (id integer, estado text, total integer);
create view v as select id, estado, total from t;
alter view v alter column estado set default 'cerrado';
alter view v alter column total set default next_total();
create view replaced as select id, lower(estado) as estado, 1 as one from t;
alter view replaced alter column id set default 1;
comment on view replaced is 'vista';
