create table place (id integer, name text not null, size integer default 4, constraint place_size check (size > 0));
create table city (population integer, name varchar(20), id integer);
create table village () inherits (place);
create table hamlet (constraint hamlet_size check (size < 10)) inherits (place);
create index village_name on village (name);
