create table customers (id integer primary key, name text);
create view named as select id, name from customers where name is not null;
create table added (id integer primary key, n integer);
create view added_view as select id, n from added;
create function rewarded() returns setof added language plpgsql as $$ begin return; end $$;
create function listed(rows added[]) returns integer language sql immutable as 'select 1';
create function shown(a added_view) returns text language sql immutable as 'select a.n::text';
create function label(c customers) returns text language sql stable as 'select c.name';
create view labels as select label(c) from customers c;
