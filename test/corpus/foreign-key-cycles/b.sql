create table solo (id integer primary key, a_id integer, check (a_id > 0));
create table a (id integer primary key, b_id integer, check (b_id > 0));
create table b (id integer primary key, c_id integer);
create table c (id integer primary key, a_id integer references a (id), yo integer references c (id));
create table hoja (id integer primary key, c_id integer references c (id), check (c_id > 1));
alter table a add constraint a_b_fk foreign key (b_id) references b (id) deferrable initially deferred;
alter table b add constraint b_c_fk foreign key (c_id) references c (id);
alter table solo add foreign key (a_id) references a (id);
