-- server 18
create table t (id integer constraint t_id_given not null, a integer constraint first not null, b integer not null, c integer, d integer constraint d_kept not null no inherit, e integer constraint e_gone not null, key integer constraint key_given not null primary key, f text not null);
alter table t add constraint c_later not null c not valid;
create table child () inherits (t);
create table n (id integer constraint numbered not null generated always as identity, s serial constraint counted not null);
create table plain (id integer not null);
alter table plain rename to renamed;
