create table solo (id integer primary key);
