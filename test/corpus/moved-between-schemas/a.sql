create schema s;
create table t (id integer primary key);
create table u (t_id integer references t (id));
