create extension citext;
create table usuarios (id integer primary key, email citext not null unique default 'Nadie', otros citext[]);
create index ix_email on usuarios ((email || 'x'));
