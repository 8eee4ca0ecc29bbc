create type "Estado Ñ" as enum ('two words', 'Á', '''');
create type constructor as enum ('constructor', '__proto__', 'toString');
create table t (a "Estado Ñ" default '''', b "Estado Ñ"[], c constructor default 'toString');
