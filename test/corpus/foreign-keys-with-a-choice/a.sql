-- A foreign key leans on one of several keys of the same columns; the one it leans on goes.
create table goes (id integer primary key);
create unique index goes_other on goes (id);
create table to_goes (goes integer references goes (id));
create table swapped (id integer, other integer, constraint k1 unique (id), constraint k2 unique (id) include (other));
create table to_swapped (swapped integer references swapped (id));
-- A new one may not take the one that goes.
create table taken (a integer not null, b integer not null, constraint taken_key unique (a, b));
create table to_taken (a integer, b integer);
