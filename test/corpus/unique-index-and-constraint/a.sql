create table a (x integer, constraint a_uno unique (x));
create table b (x integer);
create unique index b_uno on b (x);
create table c (x integer, constraint c_uno unique (x));
create table hijos (x integer references c (x));
create table d (x integer primary key);
