create table off (id integer);
create table enabled (id integer);
alter table enabled enable row level security;
create table forced (id integer);
alter table forced enable row level security;
alter table forced force row level security;
create table waits (id integer);
alter table waits force row level security;
