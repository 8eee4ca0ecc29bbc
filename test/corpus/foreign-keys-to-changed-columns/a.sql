create table padres (id integer primary key, codigo text unique);
create table hijos (id integer primary key, padre_id integer references padres (id), codigo text references padres (codigo));
create table x (id varchar(36) primary key);
create table y (x_id varchar(36) references x (id));
