create schema audit;
create collation gone (locale = 'C');
create collation german (provider = icu, locale = 'de');
create collation changed (provider = icu, locale = 'es');
comment on collation german is 'alemán';
create table t (a text collate german, b text);
