create table t (id integer, tenant text, owner text);
alter table t enable row level security;
alter table t force row level security;
create policy tenant on t using (tenant = current_setting('app.tenant', true)) with check (tenant is not null);
create policy reading on t for select using (owner is not null);
create table u (id integer, "When" date);
alter table u enable row level security;
create policy "Odd name" on u for insert with check (id > 1 and "When" > '2026-01-01');
