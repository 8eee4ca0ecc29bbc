create schema archivo;
comment on schema archivo is 'lo viejo, y lo muy viejo';
create schema nuevo;
comment on schema nuevo is 'nuevo';
create type nuevo.estado as enum ('abierto', 'cerrado');
create table nuevo.vales (id integer primary key, estado nuevo.estado not null default 'abierto');
create table archivo.vales (id integer primary key, folio text, nuevo_id integer references nuevo.vales (id));
create index ix_vales_folio on archivo.vales (folio);
