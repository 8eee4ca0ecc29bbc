create schema s;
create type estado as enum ('a');
create sequence folio;
create table t (id integer primary key, x integer unique, y integer check (y > 0), z integer references t (id));
create index ix on t (y);
comment on type estado is 'it''s \n `${two}`
lines';
comment on sequence folio is 'dos';
comment on table t is 'dos';
comment on column t.id is 'dos';
comment on constraint t_x_key on t is 'dos';
comment on constraint t_z_fkey on t is 'dos';
comment on index ix is 'dos';
create domain talla as text constraint talla_known check (value <> '') constraint talla_short check (length(value) < 5);
comment on constraint talla_known on domain talla is 'dos';
comment on constraint talla_short on domain talla is 'corta';
