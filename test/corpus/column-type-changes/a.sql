create table t (
  a integer, b varchar(20) not null, c text, d timestamp, e text, f integer not null, g json, h numeric(10, 2), i integer,
  j text[], k text, l integer default 7, m varchar(10) default 'x', n text collate "C", o date
);
insert into t (b, c, f, m) values ('x', 'y', 1, '4');
