create schema audit;
create function note() returns event_trigger language plpgsql as $$ begin perform 1; end $$;
create function audit.note() returns event_trigger language plpgsql as $$ begin perform 2; end $$;
create event trigger noted on ddl_command_end when tag in ('ALTER TABLE', 'DROP TABLE', 'CREATE TABLE') execute function audit.note();
create event trigger off on ddl_command_start execute function note();
alter event trigger off enable always;
create event trigger "Rewrites" on table_rewrite execute function note();
comment on event trigger off is 'siempre';
create table t (id integer primary key);
