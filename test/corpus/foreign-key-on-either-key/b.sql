create table t (c1 integer, primary key (c1));
create unique index t_c1 on t (c1);
alter table t add foreign key (c1) references t;
