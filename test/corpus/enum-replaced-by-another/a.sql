create type viejo as enum ('a', 'b');
create type queda as enum ('x');
create table t (id integer, c viejo not null default 'a', d viejo[] default '{a}', e text, f queda, g viejo);
