-- server 15
create unlogged table twice (id serial, n integer);
create table turns (id serial, k integer, n bigint generated always as identity);
create sequence turns_own owned by turns.k;
create sequence turns_stays owned by turns.k;
create unlogged table own (id serial);
alter sequence own_id_seq set logged;
create table one (id serial);
alter sequence one_id_seq set unlogged;
create unlogged table gets (id integer not null);
create sequence free;
create sequence comes;
create table takes (id integer not null);
create unlogged table anew (id serial, k integer default 1);
create sequence anew_k_seq owned by anew.k;
insert into turns (k) values (1), (2);
insert into own values (default), (default);
