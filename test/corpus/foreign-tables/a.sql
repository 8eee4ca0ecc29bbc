create foreign data wrapper sheets options (kind 'local');
create server files type 'csv' version '1' foreign data wrapper sheets options (host 'db1', "Port" '5432');
create server gone foreign data wrapper sheets;
create user mapping for public server files options (user 'app', password 's3cret');
create user mapping for limbeck_reader server gone;
create foreign table vales (id bigint not null, folio varchar(20) options (column_name 'Folio') default 'x', "Odd" text collate "C")
  server files options (filename 'vales.csv');
create foreign table kept (id integer) server files options (filename 'kept.csv', header 'true');
create view folios as select folio from vales;
comment on foreign table vales is 'de otra casa';
comment on column vales.folio is 'su número';
comment on server files is 'archivos';
grant usage on foreign data wrapper sheets to limbeck_writer;
grant usage on foreign server files to limbeck_reader with grant option;
grant select, insert on vales to limbeck_reader;
grant select (id) on kept to limbeck_writer;
