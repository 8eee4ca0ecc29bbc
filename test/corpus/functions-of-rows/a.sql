create table vales (id bigint primary key, n integer);
create function total(v vales) returns bigint language sql immutable as 'select (v.n * 2)::bigint';
