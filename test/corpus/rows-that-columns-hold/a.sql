-- server 14
create table other (id integer, v integer, w text);
create domain wrapped as other check ((value).id > 0);
create type held as (o other, n integer);
create table t (id integer primary key, o other default '(1,2,x)', os other[], w wrapped, h held, check ((o).v > 0));
create index t_v on t (((o).v));
create view seen as select (o).v from t;
create table rows_of_t (id integer, whole t);
create function counted() returns setof other language sql begin atomic select * from other; end;
insert into t values (1, '(1,2,x)', '{"(3,4,y)"}', '(5,6,z)', '("(7,8,a)",9)');
