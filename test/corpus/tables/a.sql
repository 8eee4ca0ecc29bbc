create table vales (id integer);
comment on table vales is 'los vales';
create unlogged table sesiones (id integer);
create table vieja (id integer primary key);
create table sin_columnas ();
create table bitacora (id integer);
