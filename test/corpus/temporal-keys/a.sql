-- server 18
create extension btree_gist;
create table reservas (sala integer, dias daterange, constraint reservas_pk primary key (sala, dias without overlaps));
create table visitas (id integer, sala integer, dias daterange, unique (id, dias without overlaps));
