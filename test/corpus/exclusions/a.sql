create extension btree_gist;
create table t (room integer, during tstzrange, active boolean, constraint no_overlap exclude using gist (room with =, during with &&));
create table u (during tstzrange, exclude using gist (during with &&) where (during is not null) deferrable initially deferred);
comment on constraint no_overlap on t is 'sin cruces';
