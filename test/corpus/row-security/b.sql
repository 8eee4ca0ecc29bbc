create table off (id integer);
alter table off force row level security;
create table enabled (id integer);
alter table enabled force row level security;
create table forced (id integer);
alter table forced force row level security;
create table waits (id integer);
alter table waits enable row level security;
