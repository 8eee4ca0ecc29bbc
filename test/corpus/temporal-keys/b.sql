create extension btree_gist;
create table reservas (sala integer not null, dias daterange not null, constraint reservas_pk unique (sala, dias without overlaps));
create table visitas (id integer, sala integer, dias daterange, foreign key (sala, period dias) references reservas (sala, period dias));
