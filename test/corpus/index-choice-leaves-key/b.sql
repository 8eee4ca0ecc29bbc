create table clustered (id integer not null, n integer);
create index ix_clustered on clustered (n);
alter table clustered cluster on ix_clustered;
create table replicated (id integer not null, n integer);
create unique index ix_replicated on replicated (id);
create unique index ix_other on replicated (id) include (n);
alter table replicated replica identity using index ix_other;
