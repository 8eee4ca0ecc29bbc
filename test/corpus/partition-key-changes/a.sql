create table events (id bigint not null, at date not null, region text not null, primary key (id, at)) partition by range (at);
create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01');
create table events_rest partition of events default;
create table events_own partition of events for values from ('2020-01-01') to ('2021-01-01');
insert into events values (1, '2026-01-01', 'eu'), (2, '2025-01-01', 'us');
create table deep (id integer, n integer) partition by list (id);
create table deep_1 partition of deep for values in (1) partition by list (n);
create table deep_1_1 partition of deep_1 for values in (1);
