create table vales (id integer);
comment on table vales is 'los vales, uno por uno';
create table sesiones (id integer);
comment on table sesiones is 'it''s \ "here"
and on a second line';
create table nueva (id integer primary key, nota text);
comment on column nueva.nota is 'la nota';
create table sin_columnas (id integer);
create unlogged table bitacora (id integer);
