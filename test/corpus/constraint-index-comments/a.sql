create extension btree_gist;
create table t (id integer primary key, x integer unique, y integer, exclude using gist (y with =));
comment on index t_pkey is 'uno';
comment on index t_x_key is 'uno';
comment on constraint t_x_key on t is 'restricción';
create table gone (id integer primary key);
comment on index gone_pkey is 'uno';
