create table usuarios (id integer primary key, email text not null unique);
insert into usuarios values (1, 'A@x');
