create domain nit as varchar(20) default '1' constraint nit_digits check (value ~ '^[\d-]+$') constraint nit_length check (length(value) < 15);
create domain money_amount as numeric(12,2) not null constraint positive check (value > 0);
create domain code as text collate "C" constraint known check (value in ('a', 'b'));
create table t (id integer primary key, n nit, m money_amount, c code default 'a');
create function is_email(s text) returns boolean language plpgsql immutable as $$ begin return s like '%@%'; end $$;
create domain email as text constraint email_check check (is_email(value));
