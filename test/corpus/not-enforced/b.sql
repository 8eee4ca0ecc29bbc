create table parent (id integer primary key);
create table child (parent integer constraint child_parent references parent (id) deferrable, other integer constraint child_other references parent (id) not enforced, n integer constraint child_n check (n > 0), m integer constraint child_m check (m > 0) not enforced);
