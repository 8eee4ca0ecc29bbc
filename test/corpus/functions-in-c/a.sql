create function row_number_again() returns bigint language internal window immutable as 'window_row_number';
create function gone(integer, integer) returns integer language internal strict as 'int4pl';
