create type estado as enum ('nuevo', 'abierto', 'en curso', 'it''s', 'cerrado', 'anulado');
create type vacio as enum ('a', 'b');
create table vales (id integer primary key, estado estado not null default 'abierto', otros estado[] default '{abierto}');
