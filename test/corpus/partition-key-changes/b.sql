create table events (id bigint not null, at date not null, region text not null, primary key (id, region)) partition by list (region);
create table events_eu partition of events for values in ('eu');
create table events_rest partition of events default;
create table events_own (id bigint not null, at date not null, region text not null, primary key (id, at));
insert into events values (1, '2026-01-01', 'eu'), (2, '2025-01-01', 'us');
create table deep (id integer, n integer) partition by range (id);
create table deep_1 partition of deep for values from (1) to (2) partition by list (n);
create table deep_1_1 partition of deep_1 for values in (1);
