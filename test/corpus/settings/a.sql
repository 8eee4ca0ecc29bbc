do $$ begin
  execute format('alter database %I set timezone to ''UTC''', current_database());
  execute format('alter database %I set search_path to public, audit', current_database());
  execute format('alter role limbeck_reader in database %I set statement_timeout to ''5s''', current_database());
end $$;
