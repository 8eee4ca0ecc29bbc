create type estado as enum ('borrador', 'abierto', 'cerrado');
create table vales (id integer primary key, estado estado not null default 'borrador', total integer, constraint vales_total_check check (estado = 'borrador' or total > 0));
create index ix_vales_abiertos on vales (id) where estado = 'borrador';
create table copias (estado estado default 'borrador');
