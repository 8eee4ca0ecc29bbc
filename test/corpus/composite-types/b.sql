create type point2 as (x bigint, y integer, z integer);
create type address as (street text, city text collate "C");
create function length(p point2) returns double precision language sql as 'select sqrt(p.x ^ 2 + p.y ^ 2)';
create table t (id integer, home address);
comment on column address.city is 'ciudad';
