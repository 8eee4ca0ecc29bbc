create function row_number_again() returns bigint language internal window as 'window_rank';
create function added(integer, integer) returns integer language internal immutable strict parallel safe as 'int4pl';
create table t (id integer);
create view v as select row_number_again() over (order by id) as n from t;
