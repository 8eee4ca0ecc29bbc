create table parent (id integer primary key, code text unique deferrable initially deferred);
create table child (id integer, parent integer constraint child_parent references parent (id) deferrable initially deferred, other integer constraint child_other references parent (id));
create table t (a integer constraint t_a unique, b integer, constraint t_b check (b > 0), exclude using btree (b with =) deferrable initially deferred);
alter table t add constraint t_c check (a > 0);
comment on constraint t_c on t is 'c';
