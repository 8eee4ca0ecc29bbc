create type estado as enum ('abierto', 'cerrado');
create table vales (id integer primary key, estado estado not null default 'abierto', total integer);
insert into vales values (1, 'abierto', 3), (2, 'cerrado', 4);
create index ix_vales_abiertos on vales (id) where estado = 'abierto';
