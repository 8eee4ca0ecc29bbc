create table t (id integer);
create table u (nada text);
