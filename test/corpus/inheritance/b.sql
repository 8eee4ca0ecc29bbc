create table place (id integer primary key, name varchar(80) not null, code text, check (id > 0));
create table marked (note text);
create table city (population bigint) inherits (place);
create table village (id integer, name text not null, mayor text);
create table lone (note text) inherits (marked);
create table capital (since date) inherits (city, marked);
