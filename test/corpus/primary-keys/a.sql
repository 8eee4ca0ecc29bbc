create table a (id integer primary key, n integer);
create table b (x integer, y integer);
create table c (x integer, y integer, constraint c_llave primary key (x));
create table d (id integer primary key);
create table e (x integer not null, y integer, z integer, primary key (x, y));
create table f (x integer, y integer, primary key (x) include (y));
create table g (x integer primary key deferrable);
create table hijos (a_id integer references a (id), d_id integer references d (id));
comment on constraint a_pkey on a is 'la llave';
