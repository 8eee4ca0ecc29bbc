create table place (id integer, name text not null, size integer default 4, constraint place_size check (size > 0));
create table city (population integer) inherits (place);
create table village (id integer, name text not null, size integer, constraint place_size check (size > 0));
create table hamlet (id integer, name varchar(10), constraint hamlet_size check (id < 10));
create index village_name on village (name);
