-- server 14
create schema audit;
create type plain_range as range (subtype = integer);
create type gone as range (subtype = date, multirange_type_name = many_gone);
create type "Franja" as range (subtype = time);
create type changed as range (subtype = float8, subtype_diff = float8mi);
create type words as range (subtype = text, collation = "C");
create type audit.span as range (subtype = varchar);
comment on type plain_range is 'enteros';
create table t (id integer primary key, r plain_range not null, m plain_multirange, rs plain_range[], at audit.span default audit.span('a', 'b'));
