create table padres (id bigint primary key, codigo varchar(20));
create unique index padres_codigo_key on padres (codigo);
create table hijos (id integer primary key, padre_id bigint references padres (id), codigo varchar(20) references padres (codigo));
create table x (id uuid primary key);
create table y (x_id uuid references x (id));
