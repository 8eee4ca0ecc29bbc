create table t (id integer primary key, name text, status text);
create table log (id integer, what text, at timestamptz default now());
create view v as select id, name from t;
create rule logged as on update to t where old.name is distinct from new.name and (old.status in ('DO', 'x') or (old.id > 0)) do insert into log (id, what) values (new.id, 'UPDATE ; DO');
create rule gone as on delete to t do also insert into log (id) values (old.id);
create rule v_insert as on insert to v do instead insert into t (id, name) values (new.id, new.name);
create rule off as on delete to log do instead nothing;
alter table log disable rule off;
comment on rule logged on t is 'bitácora';
