create type estado as enum ('abierto', 'cerrado');
create type vacio as enum ();
create table vales (id integer primary key, estado estado not null default 'abierto', otros estado[] default '{abierto}');
