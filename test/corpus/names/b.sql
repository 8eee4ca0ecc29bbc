create table "Tabla con ""comillas"" y espacios" ("Columna A" bigint primary key, "select" text not null default 'select', "año" integer default 2, "123" integer, "__proto__" text default '__proto__', "constructor" varchar(3), "a.b" integer);
create table "__proto__" ("__proto__" bigint primary key, "0" integer, "toString" text unique, "9" text, "8" text);
create table "constructor" (id integer constraint "__proto__" check (id > 1), "7" integer, constraint "123" unique (id, "7"));
create table "order" ("table" bigint primary key, "user" bigint references "order" ("table") on delete cascade, "from" text);
create table una_tabla_con_un_nombre_de_exactamente_sesenta_y_tres_bytes_123 (una_columna_con_un_nombre_de_exactamente_sesenta_y_tres_bytes_1 integer primary key);
create type "ñññññññññññññññññññññññññññññññ_" as enum ('b');
create table "ñññññññññññññññññññññññññññññññ" ("ááááááááááááááááááááááááááááááá" serial primary key, e "ñññññññññññññññññññññññññññññññ_");
create schema "Esquema Ñ";
create table "Esquema Ñ"."a.b" ("c.d" bigserial primary key, "E f" integer references "order" ("table"));
