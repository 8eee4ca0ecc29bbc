create table goes (id integer not null);
create unique index goes_other on goes (id);
create table to_goes (goes integer references goes (id));
create table swapped (id integer, other integer, constraint k1 unique (other), constraint k2 unique (id));
create table to_swapped (swapped integer references swapped (id));
create table taken (a integer not null, b integer not null, primary key (b, a));
create table to_taken (a integer, b integer, foreign key (a, b) references taken (a, b));
