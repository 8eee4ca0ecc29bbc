create schema audit;
create table vales (id integer primary key, folio text, total bigint);
create table usuarios (id integer primary key);
create table audit.events (id integer primary key);
create publication rows for table vales (id, folio) where (total > 10 and folio <> ''), usuarios;
create publication schemas for tables in schema audit, table vales where (id > 0);
create publication typed for table vales where (total is not null);
