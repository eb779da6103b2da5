-- Roles, the schema `kontor`, a request's settings, and the procedures every later table is guarded with.

-- Roles belong to the cluster, tables to one database: another database may have made the roles already.
do $$
declare
  wanted text;
begin
  foreach wanted in array array[
    'kontor_app', 'kontor_ledger', 'kontor_settler', 'kontor_search', 'kontor_directory'] loop
    begin
      execute format('create role %I nologin', wanted);
    exception when duplicate_object or unique_violation then
      null;
    end;
    if not pg_has_role(current_user, wanted, 'set') or not pg_has_role(current_user, wanted, 'usage') then
      begin
        execute format('grant %I to %I with inherit true, set true', wanted, current_user);
      exception when insufficient_privilege then
        raise exception 'role % belongs to another owner of this cluster', wanted
          using hint = format('As an administrator: grant %I to %I with inherit true, set true, admin true;',
            wanted, current_user);
      end;
    end if;
  end loop;
end
$$;

create extension if not exists pg_trgm schema public;
create extension if not exists unaccent schema public;
create extension if not exists btree_gist schema public;

create schema kontor;
grant usage on schema kontor
  to kontor_app, kontor_ledger, kontor_settler, kontor_search, kontor_directory;

-- The settings of a request, local to its transaction. An unset one is null, not ''.
create function kontor.tenant_id() returns uuid
language sql stable parallel safe
return nullif(current_setting('erp.tenant_id', true), '')::uuid;

create function kontor.organization_id() returns uuid
language sql stable parallel safe
return nullif(current_setting('erp.org_id', true), '')::uuid;

create function kontor.organization_ids() returns uuid[]
language sql stable parallel safe
return string_to_array(nullif(current_setting('erp.org_ids', true), ''), ',')::uuid[];

create function kontor.use_ids() returns uuid[]
language sql stable parallel safe
return string_to_array(nullif(current_setting('erp.use_ids', true), ''), ',')::uuid[];

create function kontor.user_id() returns uuid
language sql stable parallel safe
return nullif(current_setting('erp.user_id', true), '')::uuid;

-- The instant by which a request is judged: the server's clock, so that no two clocks disagree on a day.
create function kontor.clock() returns timestamptz
language sql stable parallel safe
return coalesce(nullif(current_setting('erp.now', true), '')::timestamptz, now());

-- unaccent() is only stable, because its dictionary could change; ours does not, so it may stand in a
-- stored generated column and in an index.
create function kontor.unaccent(p_text text) returns text
language sql immutable strict parallel safe
return public.unaccent('public.unaccent'::regdictionary, p_text);

create function kontor.search_form(p_text text) returns text
language sql immutable strict parallel safe
return lower(public.unaccent('public.unaccent'::regdictionary, p_text));

-- A refusal that the server knows: p_code is a failure of the catalogue, p_parameters fill its text.
create function kontor.refuse(p_code text, p_parameters jsonb default '{}') returns void
language plpgsql set search_path = pg_catalog
as $$
begin
  raise exception using errcode = 'KT001', message = p_code, detail = p_parameters::text;
end
$$;

-- Gives a function to a role without log-in, which lends its rights to all who may call it. The path is
-- fixed, so that nobody can put a table of his own before ours.
create procedure kontor.define_as(p_role text, variadic p_functions text[])
language plpgsql
as $$
declare
  signature text;
begin
  execute format('grant create on schema kontor to %I', p_role);
  foreach signature in array p_functions loop
    execute format('alter function %s security definer', signature);
    execute format('alter function %s set search_path = public, pg_temp', signature);
    execute format('revoke all on function %s from public', signature);
    execute format('alter function %s owner to %I', signature, p_role);
  end loop;
  execute format('revoke create on schema kontor from %I', p_role);
end
$$;

-- The same for functions the application may call; those without it serve triggers and one another.
create procedure kontor.open_to_application(variadic p_functions text[])
language plpgsql
as $$
declare
  signature text;
begin
  foreach signature in array p_functions loop
    execute format('grant execute on function %s to kontor_app', signature);
  end loop;
end
$$;

-- Puts the policies of one scope on a table (ARCHITECTURE 4) and grants the application what it allows.
-- The sub-selects are evaluated once a query; only so do they stay out of the way of an index.
create procedure kontor.protect(p_table text, p_scope text)
language plpgsql
as $$
declare
  own_tenant constant text :=
    $p$tenant_id = (select nullif(current_setting('erp.tenant_id', true), '')::uuid)$p$;
  listed constant text := $p$organization_id = any ((select string_to_array(
    nullif(current_setting('erp.%s', true), ''), ',')::uuid[])::uuid[])$p$;
  has_standard boolean;
  readable text;
  writable text;
begin
  if p_scope not in ('global', 'tenant', 'inherited', 'organization') then
    raise exception 'unknown scope % of table %', p_scope, p_table;
  end if;
  select not attnotnull into has_standard
  from pg_attribute where attrelid = p_table::regclass and attname = 'tenant_id';
  writable := own_tenant || case when p_scope in ('inherited', 'organization')
    then ' and ' || format(listed, 'org_ids') else '' end;
  readable := own_tenant || case p_scope
    when 'inherited' then ' and ' || format(listed, 'use_ids')
    when 'organization' then ' and ' || format(listed, 'org_ids') else '' end;
  if has_standard then
    readable := format('tenant_id is null or (%s)', readable);
  end if;
  if p_scope = 'global' then
    readable := 'true';
  end if;

  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  execute format('create policy definers on %s to %I, kontor_ledger, kontor_search, kontor_directory
    using (true) with check (true)', p_table, current_user);
  execute format('create policy readers on %s for select to kontor_app using (%s)', p_table, readable);
  execute format('grant select on %s to kontor_app', p_table);
  if p_scope <> 'global' then
    execute format('create policy adders on %s for insert to kontor_app with check (%s)', p_table, writable);
    execute format('create policy changers on %s for update to kontor_app using (%2$s) with check (%2$s)',
      p_table, writable);
    execute format('create policy removers on %s for delete to kontor_app using (%s)', p_table, writable);
    execute format('grant insert, update, delete on %s to kontor_app', p_table);
  end if;
end
$$;

-- For tables that functions and triggers write and the application only reads.
create procedure kontor.read_only(p_table text)
language plpgsql
as $$
begin
  execute format('revoke insert, update, delete, truncate on %s from kontor_app', p_table);
end
$$;

-- The argument, if any, names the one role whose functions may delete (erasure, retention).
create function kontor.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog
as $$
begin
  if tg_op = 'DELETE' and tg_nargs = 1 and current_user = tg_argv[0] then
    return null;
  end if;
  raise exception '% of % is refused: the table is append-only', lower(tg_op), tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;

create procedure kontor.append_only(p_table text, p_eraser text default null)
language plpgsql
as $$
begin
  execute format('revoke update, delete, truncate on %s from kontor_app', p_table);
  execute format('create trigger append_only before update or delete or truncate on %s
    for each statement execute function kontor.refuse_change(%s)', p_table, quote_literal(p_eraser));
end
$$;

-- Every foreign key gets an index that starts with its columns, unless the table has one already; one that
-- starts with the tenant and the key's last column, the reference itself, is as good. Rows that refer to nothing
-- have no entry.
create procedure kontor.index_references(p_table text)
language plpgsql
as $$
declare
  key record;
begin
  for key in
    select split_part(c.conname, '__', 2) as field, c.conkey,
      (select string_agg(quote_ident(a.attname), ', ' order by k.position)
       from unnest(c.conkey) with ordinality k (number, position)
       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number) as columns,
      (select format(' where %I is not null', a.attname) from pg_attribute a
       where a.attrelid = c.conrelid and a.attnum = c.conkey[cardinality(c.conkey)] and not a.attnotnull)
        as condition
    from pg_constraint c
    where c.conrelid = p_table::regclass and c.contype = 'f'
    order by c.conname
  loop
    if not exists (
      select from pg_index i
      where i.indrelid = p_table::regclass
        -- A partial index will do where it leaves out only the rows that refer to nothing.
        and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ '^\(\w+ IS NOT NULL\)$')
        and ((i.indkey::smallint[])[0:cardinality(key.conkey) - 1] = key.conkey
          or (i.indkey::smallint[])[0:1] = array[key.conkey[1], key.conkey[cardinality(key.conkey)]])
    ) then
      execute format('create index %I on %s (%s)%s',
        'ix_' || p_table || '__' || key.field, p_table, key.columns, key.condition);
    end if;
  end loop;
end
$$;
