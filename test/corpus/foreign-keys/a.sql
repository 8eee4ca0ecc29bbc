-- server 15
create table padres (id integer primary key, otro integer unique, x integer, y integer, unique (x, y));
create table tios (id integer primary key);
create table a (p integer references padres (id));
create table b (p integer references padres (id) on delete cascade on update cascade);
create table c (p integer references padres (id) on delete restrict on update restrict);
create table d (p integer references padres (id) on delete set null on update set null);
create table e (p integer default 1 references padres (id) on delete set default on update set default);
create table f (x integer, y integer, constraint f_fk foreign key (x, y) references padres (x, y) on delete set null (y));
create table g (x integer, y integer, constraint g_fk foreign key (x, y) references padres (x, y) match full);
create table h (p integer references padres (id) deferrable initially deferred);
create table i (p integer references padres (id));
create table j (p integer);
alter table j add constraint j_fk foreign key (p) references padres (id) not valid;
create table k (p integer);
alter table k add constraint k_fk foreign key (p) references padres (id);
create table nodos (id integer primary key, padre_id integer references nodos (id));
create table l (p integer references tios (id));
comment on constraint a_p_fkey on a is 'del padre';
