create type point2 as (x integer, y integer);
create type address as (street text, "Post code" varchar(10));
create type gone as (a text);
create function length(p point2) returns double precision language sql as 'select sqrt(p.x ^ 2 + p.y ^ 2)';
create table t (id integer, home address);
comment on type address is 'dirección';
comment on column address.street is 'calle';
