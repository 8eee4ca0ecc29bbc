-- server 15
create table a (x integer unique, y integer, z integer);
create table b (x integer, constraint b_uno unique (x));
create table c (x integer, y integer, unique nulls not distinct (x, y));
create table d (x integer, y integer, unique (x) include (y));
create table e (x integer unique deferrable);
create table f (x integer unique deferrable initially deferred);
create table g (x integer unique);
comment on constraint g_x_key on g is 'uno';
