create type clase as enum ('b', 'a');
create table padres (clase clase primary key);
create table hijos (clase clase references padres (clase));
