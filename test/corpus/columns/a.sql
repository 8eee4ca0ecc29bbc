create table t (id integer, vieja text, "order" text not null, otra integer not null);
comment on column t.id is 'el id';
comment on column t.otra is 'otra';
