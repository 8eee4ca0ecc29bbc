create table a (x integer check (x > 0), y integer);
create table b (x integer, constraint b_c check (x > 0) no inherit);
create table c (x integer);
alter table c add constraint c_c check (x > 0) not valid;
create table d (x integer, constraint d_c check (x > 0));
create table e (x text, constraint e_c check (x in ('a', 'b', 'it''s') and x <> '`${y}`' and x ~ '\d+'));
comment on constraint d_c on d is 'positivo';
