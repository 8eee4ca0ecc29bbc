create table cosa (id integer);
create sequence indice;
create table t (a integer);
create index secuencia on t (a);
create type tipo as enum ('a');
