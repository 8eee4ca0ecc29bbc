create foreign data wrapper sheets options (kind 'remote', debug 'on');
create foreign data wrapper others;
comment on foreign data wrapper others is 'otros';
create server files type 'csv' version '2' foreign data wrapper sheets options (host 'db2', dbname 'app');
create server more foreign data wrapper others;
create user mapping for public server files options (user 'app2', password 'another');
create user mapping for limbeck_writer server more options (user 'w');
create foreign table vales (id bigint not null, folio varchar(30) options (column_name 'Folio'), total numeric default 0,
  twice numeric generated always as (total * 2) stored, constraint vales_total_check check (total >= 0))
  server files options (filename 'vales.csv');
create foreign table kept (id integer) server files options (filename 'other.csv', delimiter ';');
create view folios as select folio from vales;
create foreign table elsewhere () server more;
grant usage on foreign server files to limbeck_reader;
grant select, insert on vales to limbeck_reader;
grant select on folios to limbeck_writer;
create function noted() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger noted before insert on vales for each row execute function noted();
