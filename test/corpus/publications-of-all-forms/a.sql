-- server 15
create schema audit;
create table vales (id integer primary key, folio text, total integer);
create table usuarios (id integer primary key, name text);
create table audit.events (id integer primary key);
create publication rows for table vales (id, total) where (total > 0), usuarios (id);
create publication schemas for tables in schema audit, public;
create publication typed for table vales where (total is not null);
