create schema audit;
create collation german (provider = icu, locale = 'de');
create collation changed (provider = icu, locale = 'en');
create collation audit.loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create collation "Split" (lc_collate = 'C', lc_ctype = 'POSIX');
comment on collation changed is 'inglés';
create table t (a text collate german, b text collate audit.loose);
create domain named as text collate "Split";
create index t_b on t (b collate changed);
