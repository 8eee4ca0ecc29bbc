create extension citext;
create type estado_vale as enum ('abierto', 'cerrado', 'anulado');
create table usuarios (id bigint generated always as identity primary key, email citext not null unique, nombre text not null, apellido text, activo boolean not null default true, created_at timestamptz not null default now());
create table productos (id serial primary key, sku varchar(40) not null unique, precio numeric(12, 2) not null check (precio > 0), etiquetas text[] not null default '{}', datos jsonb not null default '{}');
create table vales (id bigint generated always as identity primary key, usuario_id bigint not null references usuarios (id) on delete restrict, folio varchar(20) not null unique, estado estado_vale not null default 'abierto', cerrado_at timestamptz, check (estado <> 'cerrado' or cerrado_at is not null));
create table lineas (vale_id bigint not null references vales (id) on delete cascade, producto_id integer not null references productos (id), cantidad integer not null default 1 check (cantidad > 0), precio numeric(12, 2) not null, importe numeric(14, 2) generated always as (cantidad * precio) stored, primary key (vale_id, producto_id));
create index ix_vales_abiertos on vales (usuario_id, folio desc) where estado = 'abierto';
comment on table lineas is 'lo que lleva cada vale';
