create function more(x integer) returns integer language plpgsql immutable as 'begin return x + 1; end';
create function stamped() returns trigger language plpgsql as 'begin return new; end';
create type mood as enum ('ok', 'sad', 'gone');
create domain feeling as mood;
create sequence counter;
create table parts (id integer not null, m feeling default 'ok', n integer default more(1), c bigint default nextval('counter'), twice integer generated always as (more(id)) stored, check (more(id) > 0));
create index parts_more on parts (more(id));
create trigger parts_stamped before insert on parts for each row when (more(new.id) > 1) execute function stamped();
insert into parts (id, m, n) values (1, 'sad', 7);
