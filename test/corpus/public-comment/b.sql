comment on schema public is 'dos';
create table t (id integer);
