create extension btree_gist;
create table t (id integer primary key, x integer unique, y integer, exclude using gist (y with =));
comment on index t_x_key is 'dos';
comment on index t_y_excl is 'dos';
create schema s;
create table s.added (id integer primary key);
comment on index s.added_pkey is 'dos';
