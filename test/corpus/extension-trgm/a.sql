create table t (nombre text);
