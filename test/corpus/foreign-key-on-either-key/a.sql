create table t (c1 integer, c2 integer, c3 integer, primary key (c2));
create unique index t_c1 on t (c1, c2);
