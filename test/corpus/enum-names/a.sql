create type "Estado Ñ" as enum ('Á', 'two words', '"', '''', 'back\slash', '123');
create type constructor as enum ('__proto__', 'constructor');
create table t (a "Estado Ñ" default 'two words', b "Estado Ñ"[], c constructor default '__proto__');
