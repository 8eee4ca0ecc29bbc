create table usuarios (id bigint generated always as identity primary key, email varchar(255) not null unique, nombre text not null, activo boolean not null default true, created_at timestamptz not null default now());
create table productos (id serial primary key, sku varchar(40) not null unique, precio numeric(12, 2) not null check (precio >= 0), datos jsonb not null default '{}');
create table vales (id bigint generated always as identity primary key, usuario_id bigint not null references usuarios (id) on delete cascade, folio varchar(20) not null, total numeric(12, 2) not null default 0);
create index ix_vales_usuario on vales (usuario_id);
