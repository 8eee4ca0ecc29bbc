create table t (a integer, b text, c integer, constraint t_a primary key (a), constraint t_b unique (b) with (fillfactor = 90));
create index i_fill on t (b) with (fillfactor = 90);
create index i_expr on t (a, (c + 1), lower(b) desc);
alter index i_expr alter column 2 set statistics 0;
create index i_new on t ((a * c)) with (fillfactor = 50);
alter index i_new alter column 1 set statistics 5;
create table parts (id integer, n integer) partition by list (id);
create table parts_1 partition of parts for values in (1);
create index parts_n on parts (n);
