create domain nit as varchar(20) not null default '0' constraint nit_digits check (value ~ '^\d+$');
create domain money_amount as numeric(12,2) constraint positive check (value >= 0);
create domain gone as text;
create table t (id integer primary key, n nit, m money_amount);
comment on domain nit is 'identificación';
