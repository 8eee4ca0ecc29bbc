-- What comes and goes with a change of something it hangs on: before it, or behind it.
create type mood as enum ('sad', 'ok', 'happy');
grant usage on type mood to limbeck_writer;
create table a (id integer not null, n integer, m mood, t text collate "C", g integer);
alter table a alter t set storage main;
alter table a add constraint a_key primary key (id, n);
alter table a cluster on a_key;
create function total() returns bigint language sql as 'select 1::bigint';
create view seen as select id, n from a;
create materialized view kept as select id, n from a;
grant select, insert on kept to limbeck_reader;
create table parts (id integer, at date not null) partition by range (at);
create table parts_one partition of parts for values from ('2026-01-01') to ('2027-01-01');
create table above (id integer, n integer default 1);
create table below () inherits (above);
create publication published for table above;
create table counted (id integer primary key, serial integer);
