create table parent (id integer primary key, code text unique deferrable initially deferred);
create table child (id integer, parent integer constraint child_parent references parent (id), other integer constraint child_other references parent (id) deferrable);
create table t (a integer constraint t_a unique deferrable, b integer, constraint t_b check (b > 0) no inherit, exclude using btree (b with =) deferrable);
alter table t add constraint t_c check (a > 0) not valid;
