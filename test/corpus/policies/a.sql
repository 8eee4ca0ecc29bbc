create table t (id integer, tenant uuid, owner text);
alter table t enable row level security;
create policy tenant on t using (tenant = current_setting('app.tenant')::uuid);
create policy reading on t for select to public using (true);
create policy gone on t as restrictive for delete using (owner in ('a', 'b'));
create table u (id integer, "When" date);
create policy "Odd name" on u for insert with check (id > 0);
comment on policy tenant on t is 'inquilino';
