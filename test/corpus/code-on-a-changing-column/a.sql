-- server 14
create table t (id integer primary key, n integer);
create function ids() returns setof integer language sql begin atomic select id from t; end;
create function total() returns bigint language sql begin atomic select sum(n) from t where id > 0; end;
create procedure clear() language sql begin atomic delete from t where id > 7; end;
create view v as select total() as n;
