create table vales (id bigint primary key, n integer, dia date);
create function total(v vales) returns bigint language sql immutable as 'select (v.n * 3)::bigint';
create function zz(v vales[]) returns bigint language sql immutable as 'select 1::bigint';
create function all_vales() returns setof vales language sql stable as 'select * from vales';
alter table vales add constraint vales_total check (total(vales) > 0);
create view big as select * from vales where n > 10;
create function a_big(b big) returns boolean language sql immutable as 'select b.n > 100';
