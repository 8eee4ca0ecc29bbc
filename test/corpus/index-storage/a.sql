create table t (a integer, b text, c integer, constraint t_a primary key (a) with (fillfactor = 70), constraint t_b unique (b));
create index i_fill on t (b) with (fillfactor = 60, deduplicate_items = off);
create index i_expr on t (a, (c + 1), lower(b) desc);
alter index i_expr alter column 2 set statistics 100;
alter index i_expr alter column 3 set statistics 10;
create table parts (id integer, n integer) partition by list (id);
create table parts_1 partition of parts for values in (1);
create index parts_n on only parts (n);
