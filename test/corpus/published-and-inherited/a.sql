-- server 15
create table events (id integer not null, n integer not null, constraint events_key primary key (id, n));
create table old_events () inherits (events);
create publication limbeck_pub for table events where (n > 1);
