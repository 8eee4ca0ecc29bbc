create table t (id integer, name text, more text);
create function one() returns integer language sql immutable return 1 + 1;
create function names() returns setof text language sql begin atomic select more from t; end;
