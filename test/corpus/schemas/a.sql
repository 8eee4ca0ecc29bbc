create schema archivo;
comment on schema archivo is 'lo viejo';
create schema temporal;
create table archivo.vales (id integer primary key, folio text);
create table archivo.lineas (id integer primary key, vale_id integer references archivo.vales (id));
