create sequence a_id_seq increment 2;
create table a (id integer not null default nextval('a_id_seq') primary key);
create table b (id serial primary key);
create table c (id serial);
create sequence d_id_seq;
create table d (id bigint not null default nextval('d_id_seq'));
alter sequence d_id_seq owned by d.id;
create table e (id serial);
create sequence f_id_seq;
