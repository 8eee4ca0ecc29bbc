create type clase as enum ('a', 'b', 'c');
create table padres (clase clase primary key);
create table hijos (clase clase references padres (clase));
