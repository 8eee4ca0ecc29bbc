create table t (a text, b text collate "C", c varchar(20) collate "POSIX" not null default 'x', d text[], e text collate "C");
create index ix_t_b on t (b);
