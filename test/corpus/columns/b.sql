create table t (id integer not null, "order" text, nueva varchar(20) not null default 'x', otra integer, ultima integer[] not null default '{}');
comment on column t.id is 'la llave';
comment on column t.nueva is 'nueva';
