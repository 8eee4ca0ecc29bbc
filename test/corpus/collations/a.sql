create table t (a text collate "C", b text, c varchar(10) collate "C" not null default 'x', d text[] collate "C");
create index ix_t_b on t (b collate "C");
