create table kinds (id integer primary key);
create table events (id integer not null, at date not null, kind integer references kinds (id), n integer constraint events_n check (n > 0), primary key (id, at), constraint events_once unique (at, n)) partition by range (at);
create index events_kind on events (kind);
create table events_24 partition of events for values from ('2024-01-01') to ('2025-01-01');
create table events_25 partition of events for values from ('2025-01-01') to ('2026-01-01');
create table events_26 (id integer not null, at date not null, kind integer, n integer, primary key (id, at));
create index events_26_kind on events_26 (kind);
create table events_27 partition of events for values from ('2027-01-01') to ('2028-01-01');
create table archive (id integer not null, at date not null, kind integer, n integer) partition by range (at);
