create sequence cosa;
create table t (a integer);
create index indice on t (a);
create sequence secuencia;
create table tipo (id integer);
