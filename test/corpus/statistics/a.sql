-- server 14
create schema audit;
create table t (a integer, b integer, c text, d text);
create materialized view m as select a, b, c from t;
create statistics pair (ndistinct, mcv) on a, b from t;
create statistics everything on a, b, c from t;
create statistics gone (dependencies) on c, d from t;
create statistics retyped on b, c from t;
create statistics moved on a, d from t;
alter statistics retyped set statistics 500;
comment on statistics pair is 'correlación';
create statistics audit.far on a, c from t;
create statistics of_view on a, b from m;
