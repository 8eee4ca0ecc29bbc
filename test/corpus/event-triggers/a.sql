create function note() returns event_trigger language plpgsql as $$ begin perform 1; end $$;
create event trigger noted on ddl_command_end when tag in ('CREATE TABLE', 'ALTER TABLE') execute function note();
create event trigger gone on sql_drop execute function note();
create event trigger off on ddl_command_start execute function note();
alter event trigger off disable;
comment on event trigger noted is 'anota';
