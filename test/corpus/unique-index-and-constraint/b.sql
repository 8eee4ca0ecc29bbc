create table a (x integer);
create unique index a_uno on a (x);
create table b (x integer, constraint b_uno unique (x));
create table c (x integer);
create unique index c_uno on c (x);
create table hijos (x integer references c (x));
create table d (x integer not null);
create unique index d_pkey on d (x);
