-- server 14
create table t (id integer, name text);
create function one() returns integer language sql return 1;
create function names() returns setof text language sql begin atomic select name from t where id > 0; end;
