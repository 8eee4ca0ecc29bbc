create table a (x integer, y integer unique, z integer, unique (x, z));
create table b (x integer, constraint b_dos unique (x));
create table c (x integer, y integer, unique (x, y));
create table d (x integer, y integer, unique (x));
create table e (x integer unique);
create table f (x integer unique deferrable);
create table g (x integer unique);
create table h (x integer, constraint h_nulos unique nulls not distinct (x) include (x));
comment on constraint h_nulos on h is 'dos';
