create table t (id integer primary key, name varchar(30));
create materialized view counts with (fillfactor = 70) as select name, count(*) as n, max(id) as last from t group by name;
create unique index counts_name on counts (name);
create index counts_n on counts (n desc);
create view over_counts as select name from counts where n > 1;
create materialized view empty_one as select id from t;
