create table t (id integer not null, a integer constraint second not null, b integer constraint b_named not null no inherit, c integer constraint c_later not null, d integer constraint d_kept not null, e integer, key integer primary key, f text);
alter table t add not null f not valid;
create table child () inherits (t);
create table n (id integer generated always as identity, s serial);
create table renamed (id integer not null);
create table fresh (a integer constraint fresh_a not null, b integer);
alter table fresh add constraint fresh_b not null b not valid;
