create table t (id integer, s varchar(20) check (s in ('a', 'b', 'c')), c char(3) constraint c_known check (c in ('COP', 'EUR')), n numeric constraint n_known check (n not in (1, 2)), d text default 'a');
create index t_s on t (id) where s in ('x', 'z');
create view v as select id from t where s not in ('x', 'y');
