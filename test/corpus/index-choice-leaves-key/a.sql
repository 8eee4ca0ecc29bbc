create table clustered (id integer not null, n integer, constraint clustered_key primary key (id, n));
alter table clustered cluster on clustered_key;
create table replicated (id integer not null, n integer not null, constraint replicated_key primary key (id, n));
create unique index ix_replicated on replicated (id);
alter table replicated replica identity using index replicated_key;
insert into clustered values (1, 2);
insert into replicated values (1, 2);
