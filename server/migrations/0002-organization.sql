-- The organization tree: tenants are its roots, legal entities marked nodes; and the guard of its references.

create table organization (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  parent_id uuid,
  name text not null,
  code text not null,
  code_lower text collate "C" not null generated always as (lower(code)) stored,
  organization_type_id uuid,
  status text not null default 'active',
  is_legal_entity boolean not null default false,
  -- Both kept by trigger: the nearest node marked so, and the way from the root down to the node itself.
  legal_entity_id uuid,
  ancestor_ids uuid[] not null,
  effective_date date,
  end_date date,
  primary_contact_id uuid,
  primary_address_id uuid,
  timezone text not null default 'UTC',
  currency_id uuid,
  language text not null default 'en',
  tags text[] not null default '{}',
  metadata jsonb not null default '{}',
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_organization primary key (tenant_id, id),
  constraint uq_organization__code unique (tenant_id, code_lower),
  constraint uq_organization__name__parent unique nulls not distinct (tenant_id, parent_id, name),
  -- What a document refers to: it pins the legal entity, so that an organization with documents or
  -- stock cannot come under another one.
  constraint uq_organization__legal_entity unique (tenant_id, legal_entity_id, id),
  constraint fk_organization__parent foreign key (tenant_id, parent_id)
    references organization (tenant_id, id),
  constraint fk_organization__legal_entity foreign key (tenant_id, legal_entity_id)
    references organization (tenant_id, id),
  constraint ck_organization__parent check ((parent_id is null) = (id = tenant_id)),
  constraint ck_organization__name check (char_length(name) between 1 and 255),
  constraint ck_organization__code check (char_length(code) between 1 and 50),
  constraint ck_organization__status check (status in ('active', 'inactive', 'archived')),
  constraint ck_organization__end_date__effective_date check (end_date > effective_date),
  constraint ck_organization__timezone check (char_length(timezone) between 1 and 60),
  constraint ck_organization__language check (char_length(language) between 1 and 10)
);
create index ix_organization__name on organization (tenant_id, name, id);
create index ix_organization__code on organization (tenant_id, code_lower, id);
create index ix_organization__created_at on organization (tenant_id, created_at, id);
create index ix_organization__status on organization (tenant_id, status, name, id);
create index ix_organization__parent on organization (tenant_id, parent_id, name, id);
create index ix_organization__legal_entity on organization (tenant_id, legal_entity_id)
  where legal_entity_id is not null;

-- Reads reach the whole tenant: a transfer names an organization its sender is no member of. Lists are
-- narrowed by the engine. A new node is written by members of its parent.
alter table organization enable row level security;
alter table organization force row level security;
create policy definers on organization
  to current_user, kontor_ledger, kontor_search, kontor_directory using (true) with check (true);
create policy readers on organization for select to kontor_app
  using (tenant_id = (select nullif(current_setting('erp.tenant_id', true), '')::uuid));
create policy adders on organization for insert to kontor_app
  with check (tenant_id = (select nullif(current_setting('erp.tenant_id', true), '')::uuid)
    and coalesce(parent_id, id) = any ((select string_to_array(
      nullif(current_setting('erp.org_ids', true), ''), ',')::uuid[])::uuid[]));
create policy changers on organization for update to kontor_app
  using (tenant_id = (select nullif(current_setting('erp.tenant_id', true), '')::uuid)
    and id = any ((select string_to_array(
      nullif(current_setting('erp.org_ids', true), ''), ',')::uuid[])::uuid[]));
create policy removers on organization for delete to kontor_app
  using (tenant_id = (select nullif(current_setting('erp.tenant_id', true), '')::uuid)
    and id = any ((select string_to_array(
      nullif(current_setting('erp.org_ids', true), ''), ',')::uuid[])::uuid[]));
grant select, insert, update, delete on organization to kontor_app;
grant select, update on organization to kontor_directory;
grant select, update (version) on organization to kontor_ledger; -- to lock a legal entity's row
grant select on organization to kontor_search;

create function kontor.place_organization() returns trigger
language plpgsql
as $$
declare
  above organization;
begin
  if tg_op = 'UPDATE' and (new.id, new.tenant_id) is distinct from (old.id, old.tenant_id) then
    raise exception using errcode = 'check_violation', table = 'organization',
      constraint = 'ck_organization__tenant', message = 'an organization never changes its tenant';
  end if;
  if tg_op = 'UPDATE' and new.parent_id is distinct from old.parent_id then
    -- One move at a time in a tenant: two at once could put each node below the other.
    perform from organization where tenant_id = new.tenant_id and id = new.tenant_id for no key update;
  end if;
  new.ancestor_ids := array[new.id];
  new.legal_entity_id := case when new.is_legal_entity then new.id end;
  if new.parent_id is not null then
    select * into above from organization
    where tenant_id = new.tenant_id and id = new.parent_id for share;
    if new.id = any (above.ancestor_ids) then
      raise exception using errcode = 'check_violation', table = 'organization',
        constraint = 'ck_organization__parent', message = 'an organization cannot come below itself';
    end if;
    -- Without a parent in this tenant the foreign key refuses the row.
    new.ancestor_ids := coalesce(above.ancestor_ids, '{}') || new.id;
    new.legal_entity_id := coalesce(new.legal_entity_id, above.legal_entity_id);
  end if;
  return new;
end
$$;

create function kontor.place_organizations_below() returns trigger
language plpgsql
as $$
begin
  update organization set ancestor_ids = ancestor_ids
  where tenant_id = new.tenant_id and parent_id = new.id;
  return null;
end
$$;

call kontor.define_as('kontor_directory',
  'kontor.place_organization()', 'kontor.place_organizations_below()');

create trigger place before insert or update on organization
  for each row execute function kontor.place_organization();
create trigger place_below after update on organization for each row
  when ((old.ancestor_ids, old.legal_entity_id) is distinct from (new.ancestor_ids, new.legal_entity_id))
  execute function kontor.place_organizations_below();

-- For the relay, the worker and the sealer, which enter one tenant at a time.
create function kontor.list_tenants() returns setof uuid
language sql stable
as $$
  select id from organization where parent_id is null order by id
$$;

-- What a member of these organizations may use: theirs and all above them.
create function kontor.organizations_with_ancestors(p_tenant_id uuid, p_organization_ids uuid[])
returns uuid[]
language sql stable
as $$
  select array_agg(distinct above.id)
  from organization o cross join unnest(o.ancestor_ids) as above (id)
  where o.tenant_id = p_tenant_id and o.id = any (p_organization_ids)
$$;

call kontor.define_as('kontor_directory',
  'kontor.list_tenants()', 'kontor.organizations_with_ancestors(uuid, uuid[])');
call kontor.open_to_application(
  'kontor.list_tenants()', 'kontor.organizations_with_ancestors(uuid, uuid[])');

-- What a foreign key cannot say (DOMAIN 1): an inherited record belongs to the row's own node or to one
-- above it, and a row of a standard (tenant null) or of the own tenant, never of another. Writes two static
-- trigger functions a table; p_references names the target table of each column. New rows are tested once a
-- statement, or each by itself where most refer to nothing. Of changed rows only those whose references changed
-- are tested, since the tree may have moved under the old ones; all others cost no call.
create procedure kontor.guard_references(p_table text, p_references jsonb)
language plpgsql
as $$
declare
  reference record;
  usable text;
  test text;
  tests_of_new text := '';
  tests_of_changed text := '';
  changes text[];
  fillings text[];
  is_optional boolean := true;
  needs_owner boolean := false;
  one_row text := '';
  body constant text := $body$
declare
  broken text;
begin
  select %s into broken%s;
  if broken is not null then
    raise exception using errcode = 'foreign_key_violation', table = %L, constraint = broken,
      message = 'the record named in ' || split_part(broken, '__', 2) || ' cannot be used here';
  end if;
  return null;
end $body$;
  owner constant text := '
  left join organization o on o.tenant_id = new.tenant_id and o.id = new.organization_id';
  owns constant boolean := exists (
    select from pg_attribute where attrelid = p_table::regclass and attname = 'organization_id');
begin
  for reference in
    select r.key as field, r.value as target,
      (select attnotnull from pg_attribute
       where attrelid = p_table::regclass and attname = r.key) as is_required,
      (select not attnotnull from pg_attribute
       where attrelid = r.value::regclass and attname = 'tenant_id') as has_standard,
      exists (select from pg_attribute
        where attrelid = r.value::regclass and attname = 'organization_id') as has_owner
    from jsonb_each_text(p_references) r
    order by r.key
  loop
    usable := 't.tenant_id = new.tenant_id';
    if reference.has_owner and owns then
      usable := usable || ' and t.organization_id = any (o.ancestor_ids)';
      needs_owner := true;
    end if;
    if reference.has_standard then
      usable := format('(t.tenant_id is null or (%s))', usable);
    end if;
    is_optional := is_optional and not reference.is_required;
    fillings := fillings || format('new.%I is not null', reference.field);
    changes := changes || format('new.%1$I is distinct from old.%1$I', reference.field);
    test := format($test$
    when new.%1$I is not null%%s and not exists (
      select from %2$I t where t.id = new.%1$I and %3$s) then %4$L$test$,
      reference.field, reference.target, usable,
      'fk_' || p_table || '__' || regexp_replace(reference.field, '_id$', ''));
    tests_of_new := tests_of_new || format(test, '');
    tests_of_changed := tests_of_changed || format(test, ' and ' || changes[cardinality(changes)]);
    execute format('grant select on %I to kontor_ledger', reference.target);
  end loop;
  if needs_owner then
    one_row := ' from (select) one' || owner;
  end if;
  execute format('create function kontor.guard_new_%s() returns trigger language plpgsql as %L', p_table,
    case when is_optional then format(body, 'case' || tests_of_new || ' end', one_row, p_table)
      else replace(format(body, 'min(case' || tests_of_new || ' end)',
        ' from changed n' || case when needs_owner then owner else '' end, p_table), 'new.', 'n.') end);
  execute format('create function kontor.guard_changed_%s() returns trigger language plpgsql as %L',
    p_table, format(body, 'case' || tests_of_changed || ' end', one_row, p_table));
  call kontor.define_as('kontor_ledger',
    format('kontor.guard_new_%s()', p_table), format('kontor.guard_changed_%s()', p_table));
  execute format(case when is_optional
    then 'create trigger guard_new after insert on %1$I for each row when (%2$s)'
    else 'create trigger guard_new after insert on %1$I referencing new table as changed for each statement' end
    || ' execute function kontor.guard_new_%1$s()', p_table, array_to_string(fillings, ' or '));
  execute format('create trigger guard_changed after update on %1$I for each row when (%2$s)
    execute function kontor.guard_changed_%1$s()', p_table, array_to_string(changes, ' or '));
end
$$;
