create table events (id integer not null, n integer);
create publication limbeck_pub for table events where (n > 1);
