-- The roles that somebody's groups give: assignments that come and go with the groups.

-- Which assignment stands for which group of whom.
create table group_grant (
  tenant_id uuid not null,
  group_role_id uuid not null,
  user_id uuid not null,
  assignment_id uuid not null,
  constraint pk_group_grant primary key (tenant_id, group_role_id, user_id),
  constraint fk_group_grant__assignment foreign key (tenant_id, assignment_id)
    references role_assignment (tenant_id, id) on delete cascade,
  constraint fk_group_grant__user foreign key (tenant_id, user_id) references user_account (tenant_id, id)
);
create index ix_group_grant__assignment on group_grant (tenant_id, assignment_id);
create index ix_group_grant__user on group_grant (tenant_id, user_id);
call kontor.protect('group_grant', 'tenant');
call kontor.read_only('group_grant');

grant select, insert, update, delete on group_grant to kontor_directory;
grant insert on role_assignment to kontor_directory;
grant update (status, ended_at, version, updated_at) on role_assignment to kontor_directory;

-- Ends what groups gave to a user, or to everybody where none is named.
create function kontor.end_group_grants(p_group_role_ids uuid[], p_user_id uuid, p_now timestamptz) returns void
language plpgsql
as $$
begin
  with gone as (
    delete from group_grant g
    where g.tenant_id = kontor.tenant_id() and g.group_role_id = any (p_group_role_ids)
      and (p_user_id is null or g.user_id = p_user_id)
    returning g.assignment_id
  ), ended as (
    update role_assignment a set status = 'ended', ended_at = p_now, version = a.version + 1, updated_at = p_now
    from gone where a.tenant_id = kontor.tenant_id() and a.id = gone.assignment_id and a.status = 'approved'
    returning a.*
  )
  insert into audit_log (tenant_id, organization_id, user_id, action, record, record_id, record_label, context)
  select e.tenant_id, e.organization_id, kontor.user_id(), 'PERMISSION_REVOKE', 'user.role_assignment',
    e.id::text, e.reason, jsonb_build_object('user', e.user_id, 'role', e.role_id)
  from ended e;
end
$$;

create function kontor.end_group_roles(p_ids uuid[], p_now timestamptz) returns void
language sql
as $$
  select kontor.end_group_grants(p_ids, null, p_now)
$$;

-- The roles that a user's groups do not give any more end; those they give and that he has not, for checking.
create function kontor.roles_of_groups(p_provider_id uuid, p_user_id uuid, p_groups text[], p_now timestamptz)
returns table (group_role_id uuid, organization_id uuid, role_id uuid, includes_descendants boolean,
  group_name text)
language plpgsql
as $$
begin
  -- What somebody has ended by hand may come back with the next sign-in: the group says so.
  perform kontor.end_group_grants(array(
    select g.group_role_id from group_grant g
    left join role_assignment a on a.tenant_id = g.tenant_id and a.id = g.assignment_id
    left join group_role r on r.tenant_id = g.tenant_id and r.id = g.group_role_id
    where g.tenant_id = kontor.tenant_id() and g.user_id = p_user_id and r.provider_id = p_provider_id
      and (a.status <> 'approved' or lower(r.group_name) <> all (
        select lower(n.name) from unnest(p_groups) n (name)))), p_user_id, p_now);
  return query
    select r.id, r.organization_id, r.role_id, r.includes_descendants, r.group_name
    from group_role r
    where r.tenant_id = kontor.tenant_id() and r.provider_id = p_provider_id
      and lower(r.group_name) in (select lower(n.name) from unnest(p_groups) n (name))
      and not exists (
        select from group_grant g
        where g.tenant_id = r.tenant_id and g.group_role_id = r.id and g.user_id = p_user_id);
end
$$;

-- Gives what a group gives. Nobody's own wish is in it, so it needs nobody's approval beyond the mapping's.
create function kontor.grant_by_group(p_group_role_id uuid, p_user_id uuid, p_now timestamptz, p_context jsonb)
returns void
language plpgsql
as $$
declare
  given role_assignment;
begin
  insert into role_assignment (tenant_id, organization_id, user_id, role_id, includes_descendants, starts_at,
    reason, status, decided_at, created_at, updated_at)
  select r.tenant_id, r.organization_id, p_user_id, r.role_id, r.includes_descendants, p_now,
    p.name || ': ' || r.group_name, 'approved', p_now, p_now, p_now
  from group_role r join sign_in_provider p on p.tenant_id = r.tenant_id and p.id = r.provider_id
  where r.tenant_id = kontor.tenant_id() and r.id = p_group_role_id
  returning * into given;
  insert into group_grant (tenant_id, group_role_id, user_id, assignment_id)
  values (given.tenant_id, p_group_role_id, p_user_id, given.id);
  insert into audit_log (tenant_id, organization_id, user_id, action, record, record_id, record_label, context)
  values (given.tenant_id, given.organization_id, p_user_id, 'PERMISSION_ASSIGN', 'user.role_assignment',
    given.id::text, given.reason, p_context || jsonb_build_object('user', p_user_id, 'role', given.role_id));
end
$$;

call kontor.define_as('kontor_directory',
  'kontor.end_group_grants(uuid[], uuid, timestamptz)',
  'kontor.end_group_roles(uuid[], timestamptz)',
  'kontor.roles_of_groups(uuid, uuid, text[], timestamptz)',
  'kontor.grant_by_group(uuid, uuid, timestamptz, jsonb)');
call kontor.open_to_application(
  'kontor.end_group_roles(uuid[], timestamptz)',
  'kontor.roles_of_groups(uuid, uuid, text[], timestamptz)',
  'kontor.grant_by_group(uuid, uuid, timestamptz, jsonb)');
