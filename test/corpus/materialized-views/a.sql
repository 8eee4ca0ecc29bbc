create table t (id integer primary key, name text);
create materialized view counts as select name, count(*) as n from t group by name;
create unique index counts_name on counts (name);
create view over_counts as select name from counts where n > 1;
create materialized view empty_one as select id from t with no data;
comment on materialized view counts is 'cuentas';
