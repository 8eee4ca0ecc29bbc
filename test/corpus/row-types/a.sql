create table customers (id integer primary key, name text);
create view named as select id, name from customers where name is not null;
