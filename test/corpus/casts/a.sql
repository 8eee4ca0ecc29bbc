create type color as enum ('rojo', 'verde');
create type gone as (a integer);
create function color_to_int(color) returns integer language sql immutable as $$ select 1 $$;
create function gone_to_text(gone) returns text language sql immutable as $$ select 'x'::text $$;
create cast (color as integer) with function color_to_int(color);
create cast (gone as text) with function gone_to_text(gone) as assignment;
comment on cast (color as integer) is 'número';
