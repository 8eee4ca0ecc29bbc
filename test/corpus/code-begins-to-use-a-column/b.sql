create type mood as enum ('sad', 'ok');
create table a (id integer not null, n integer, m mood);
create function total() returns bigint language sql begin atomic select count(m) from a; end;
create table new (id integer);
create function spread() returns bigint language sql begin atomic select count(m) from a, new; end;
