create table vales (id integer primary key, folio text, total integer);
create table usuarios (id integer primary key);
create table gone (id integer primary key);
create publication picked for table vales, gone with (publish = 'insert, update');
create publication everything for all tables;
create publication nothing;
create publication bare for table usuarios;
comment on publication picked is 'unas';
