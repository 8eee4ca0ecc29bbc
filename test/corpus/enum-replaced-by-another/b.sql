create type nuevo as enum ('a', 'b', 'c');
create type queda as enum ('x');
create schema otro;
create type otro.queda as enum ('x');
create table t (id integer, c nuevo not null default 'a', d nuevo[] default '{b}', e nuevo default 'c', f otro.queda, g text);
