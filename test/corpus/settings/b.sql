do $$ begin
  execute format('alter database %I set timezone to ''America/Mexico_City''', current_database());
  execute format('alter role limbeck_reader in database %I set statement_timeout to ''10s''', current_database());
  execute format('alter role limbeck_writer in database %I set app.tenant to ''it''''s %% "odd"''', current_database());
end $$;
