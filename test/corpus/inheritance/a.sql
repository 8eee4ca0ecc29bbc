create table place (id integer primary key, name text not null, check (id > 0));
create table city (population integer) inherits (place);
create table village (id integer, name text not null, mayor text);
create table lone (note text);
create index city_name on city (name);
