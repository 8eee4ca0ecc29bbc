create type estado as enum ('abierto', 'cerrado');
create type otro as enum ('z', 'x', 'y');
create table vales (id integer primary key, estado estado not null default 'abierto', antes estado[] not null default '{abierto}', es_abierto boolean generated always as (estado = 'abierto') stored, otro otro default 'z', ninguno text);
create table lineas (estado estado, unique (estado));
create index ix_vales_estado on vales (estado);
create index ix_vales_abiertos on vales (id) where estado = 'abierto';
alter table vales add constraint vales_estado_check check (estado <> 'cerrado');
create index ix_es_abierto on vales (es_abierto);
comment on type estado is 'del vale';
