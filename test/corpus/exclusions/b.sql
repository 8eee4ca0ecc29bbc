create extension btree_gist;
create table t (room integer, during tstzrange, active boolean, constraint no_overlap exclude using gist (room with =, during with &&) where (active));
create table u (during tstzrange, exclude using gist (during with &&) deferrable);
create table w (a integer, b integer, exclude using btree (a with =));
