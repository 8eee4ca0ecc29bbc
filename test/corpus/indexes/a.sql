-- server 15
create table t (a integer, b text, c integer[], d jsonb, e timestamptz, f integer, "Ñ x" text);
create index i_plain on t (a);
create index i_order on t (a desc, b asc nulls first, e desc nulls last);
create index i_hash on t using hash (b);
create index i_gin on t using gin (c);
create index i_path on t using gin (d jsonb_path_ops);
create index i_brin on t using brin (e) with (pages_per_range = 32);
create index i_pattern on t (b text_pattern_ops);
create index i_collate on t (b collate "C" desc);
create index i_where on t (a) where f > 0 and b is not null;
create index i_expr on t (lower(b), (a + f), (d ->> 'it''s'));
create unique index i_unique on t (a, f);
create unique index i_nulls on t (f) nulls not distinct;
create unique index i_include on t (a) include (b, "Ñ x");
create index i_fill on t (a) with (fillfactor = 70);
create index i_gin_slow on t using gin (c) with (fastupdate = off);
create index i_gone on t ("Ñ x");
comment on index i_plain is 'simple';
