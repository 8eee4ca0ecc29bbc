create table t (id integer primary key, name varchar(20), state varchar(10));
create view plain as select id, name from t where id > 0;
create view upper_names as select id, upper(name) as name from plain;
create view wider as select id from t;
create view narrower as select id, name from t;
create view guarded with (security_barrier = true) as select * from t where state in ('a', 'b') with local check option;
create view retyped as select id::bigint as id from t;
create view gone as select 1 as one;
comment on view plain is 'simple';
