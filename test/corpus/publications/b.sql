create table vales (id integer primary key, folio text, total bigint);
create table usuarios (id integer primary key);
create table fresh (id integer) partition by range (id);
create publication picked for table vales, fresh with (publish_via_partition_root);
create publication everything for table usuarios;
create publication nothing for table usuarios with (publish = 'delete, truncate');
create publication bare;
comment on publication nothing is 'casi nada';
