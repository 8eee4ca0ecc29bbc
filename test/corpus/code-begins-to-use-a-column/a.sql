-- server 14
create type mood as enum ('ok', 'sad', 'happy');
create table a (id integer not null, n integer, m mood, ms mood[] default '{ok}');
create function total() returns bigint language sql begin atomic select count(*) from a; end;
create table old (id integer);
create function spread() returns bigint language sql begin atomic select count(*) from a, old; end;
