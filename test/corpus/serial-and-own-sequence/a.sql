create table a (id serial primary key);
create sequence b_id_seq;
create table b (id integer not null default nextval('b_id_seq') primary key);
create sequence c_id_seq;
create table c (id integer not null default nextval('c_id_seq'));
alter sequence c_id_seq owned by c.id;
create table d (id bigint generated always as identity);
create sequence e_id_seq;
create table f (id serial);
