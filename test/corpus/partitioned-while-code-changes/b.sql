create function more(x integer) returns bigint language plpgsql immutable as 'begin return x + 1; end';
create function stamped() returns trigger language plpgsql as 'begin return new; end';
create type mood as enum ('sad', 'ok');
create domain feeling as mood;
create table parts (id integer not null, m feeling default 'ok', n integer default more(1), c bigint default 0, twice integer generated always as (more(id)) stored, check (more(id) > 0)) partition by range (id);
create table parts_one partition of parts for values from (0) to (1000000000);
create index parts_more on parts (more(id));
create trigger parts_stamped before insert on parts for each row when (more(new.id) > 1) execute function stamped();
