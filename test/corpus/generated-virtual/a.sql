-- server 18
create table t (a integer, b integer, c integer generated always as (a + b) virtual, d integer generated always as (a) virtual, e integer, f integer generated always as (a) stored);
