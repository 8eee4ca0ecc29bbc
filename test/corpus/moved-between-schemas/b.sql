create schema s;
create table s.t (id integer primary key);
create table u (t_id integer references s.t (id));
