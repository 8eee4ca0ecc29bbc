create table t (id integer, s varchar(20) check (s in ('a', 'b')), c char(3) constraint c_known check (c in ('COP', 'USD')), n numeric constraint n_known check (n in (1, 2.5)), d text default 'a');
create index t_s on t (id) where s in ('x', 'y') or id = any (array[1, 2]);
create view v as select id from t where s in ('x', 'y') and c not in ('a', 'b');
