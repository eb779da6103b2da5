-- The identity of a user from memberships, further assignments and rights on single rows, at an instant.

-- Everything that may ever grant something to a user: memberships and approved assignments, past and future
-- ones too. An assignment rests while the membership in its very organization is switched off (MEM-20).
create function kontor.grants_of(p_tenant_id uuid, p_user_id uuid)
returns table (id uuid, kind text, organization_id uuid, includes_descendants boolean, is_default boolean,
  role_id uuid, starts_at timestamptz, ends_at timestamptz)
language sql stable rows 4
as $$
  select m.id, 'membership', m.organization_id, m.includes_descendants, m.is_default, m.role_id, null, null
  from organization_membership m
  where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.is_active
  union all
  select a.id, a.kind, a.organization_id, a.includes_descendants, false, a.role_id, a.starts_at, a.ends_at
  from role_assignment a
  where a.tenant_id = p_tenant_id and a.user_id = p_user_id and a.status = 'approved'
    and not exists (
      select from organization_membership m
      where m.tenant_id = a.tenant_id and m.user_id = a.user_id
        and m.organization_id = a.organization_id and not m.is_active)
$$;

-- An active user with what grants him something, what each reaches and grants, and the organizations these
-- touch. Null where there is no such user any more. Roles grant what they inherit, too; a rule of a role holds
-- for all that its assignment gives. An organization that is inactive or archived is reached only by who may
-- open it again. `next_change_at` is the next instant at which the answer changes by itself.
create or replace function kontor.identity_of(p_tenant_id uuid, p_user_id uuid, p_now timestamptz default now())
returns jsonb
language sql stable
as $$
  with recursive ever as materialized (
    select * from kontor.grants_of(p_tenant_id, p_user_id)
  ), held as (
    select * from ever
    where (starts_at is null or starts_at <= p_now) and (ends_at is null or ends_at > p_now)
  ), reachable (role_id) as (
    select role_id from ever
    union
    select i.inherits_id from reachable e join role_inherits i on i.role_id = e.role_id
  ), granted (membership_id, role_id) as (
    select h.id, h.role_id from held h
    join role r on r.id = h.role_id and (r.valid_until is null or r.valid_until > p_now)
    union
    select g.membership_id, i.inherits_id
    from granted g
    join role_inherits i on i.role_id = g.role_id
    join role r on r.id = i.inherits_id and (r.valid_until is null or r.valid_until > p_now)
  ), permitted as (
    select g.membership_id, jsonb_agg(distinct p.permission) as permissions
    from granted g join role r on r.id = g.role_id
    cross join jsonb_array_elements_text(r.permissions) p (permission)
    group by g.membership_id
  ), reached as (
    select h.id as membership_id, o.id, o.ancestor_ids
    from held h
    join organization o on o.tenant_id = p_tenant_id
      and (o.id = h.organization_id or h.includes_descendants and h.organization_id = any (o.ancestor_ids))
    left join permitted p on p.membership_id = h.id
    where o.status = 'active'
      or p.permissions ?| array['*', 'organization.*', 'organization.change_organization']
  ), usable as (
    select distinct unnest(ancestor_ids) as id from reached
  ), rules as (
    select g.membership_id,
      (select jsonb_object_agg(f.field, f.rule) from (
        select e.key as field, max(e.value) as rule
        from granted i join role gr on gr.id = i.role_id cross join jsonb_each_text(gr.field_rules) e
        where i.membership_id = g.membership_id group by e.key) f) as fields,
      jsonb_object_agg(e.key, e.value) filter (where e.key is not null) as rows,
      trim_scale(max(r.discount_limit))::text as discount_limit
    from granted g join role r on r.id = g.role_id left join jsonb_each_text(r.row_rules) e on true
    group by g.membership_id
  ), memberships as (
    select h.id, jsonb_build_object(
      'id', h.id,
      'kind', h.kind,
      'starts_at', h.starts_at,
      'ends_at', h.ends_at,
      'organization', h.organization_id,
      'organization_name', o.name,
      'includes_descendants', h.includes_descendants,
      'is_default', h.is_default,
      'role', r.code,
      'role_id', r.id,
      'role_name', r.name,
      'discount_limit', coalesce(trim_scale(r.discount_limit)::text, u.discount_limit),
      'reaches', (select coalesce(jsonb_agg(a.id order by a.id), '[]')
        from reached a where a.membership_id = h.id),
      'permissions', coalesce((select p.permissions from permitted p where p.membership_id = h.id), '[]'),
      'field_rules', coalesce(u.fields, '{}'),
      'row_rules', coalesce(u.rows, '{}')
    ) as membership
    from held h
    join organization o on o.tenant_id = p_tenant_id and o.id = h.organization_id
    join role r on r.id = h.role_id
    left join rules u on u.membership_id = h.id
  ), objects as (
    select p.id, p.record, p.row_id, p.can_view, p.can_change, p.can_delete, p.ends_at
    from object_permission p
    where p.tenant_id = p_tenant_id
      and (p.user_id = p_user_id or p.role_id in (select role_id from granted))
      and (p.ends_at is null or p.ends_at > p_now)
  ), changes (instant) as (
    select starts_at from ever where starts_at > p_now
    union all select ends_at from held
    union all select r.valid_until from reachable e join role r on r.id = e.role_id where r.valid_until > p_now
    union all select ends_at from objects
  )
  select jsonb_build_object(
    'user_id', u.id,
    'tenant_id', u.tenant_id,
    'username', u.username,
    'display_name', u.display_name,
    'kind', u.kind,
    'language', u.language,
    'timezone', u.timezone,
    'next_change_at', (select min(instant) from changes),
    'memberships', (select coalesce(jsonb_agg(m.membership order by m.id), '[]') from memberships m),
    'objects', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'is_lent',
        o.ends_at is not null, 'record', o.record, 'row', o.row_id,
        'view', o.can_view, 'change', o.can_change, 'delete', o.can_delete)), '[]') from objects o),
    'organizations', (select coalesce(jsonb_agg(jsonb_build_object(
        'id', o.id, 'name', o.name, 'code', o.code, 'parent', o.parent_id, 'legal_entity', o.legal_entity_id,
        'status', o.status, 'timezone', o.timezone, 'language', o.language) order by o.id), '[]')
      from organization o where o.tenant_id = p_tenant_id and o.id in (select id from usable)),
    'organization_ids', (select coalesce(jsonb_agg(distinct a.id), '[]') from reached a),
    'use_ids', (select coalesce(jsonb_agg(a.id), '[]') from usable a))
  from user_account u
  where u.tenant_id = p_tenant_id and u.id = p_user_id and u.status in ('active', 'pending_activation')
$$;

-- For the rule that nobody touches who holds more: rights that are asked for or yet to begin count, too.
create or replace function kontor.rights_of_users(p_user_ids uuid[])
returns table (permissions text[], reaches uuid[])
language sql stable
as $$
  select array(select kontor.permissions_of_roles(array[g.role_id])), array(
    select o.id from organization o
    where o.tenant_id = kontor.tenant_id() and (o.id = g.organization_id
      or g.includes_descendants and g.organization_id = any (o.ancestor_ids)))
  from unnest(p_user_ids) u (id)
  cross join kontor.grants_of(kontor.tenant_id(), u.id) g
  where g.ends_at is null or g.ends_at > now()
$$;

-- Somebody, and no program, must be able to administer the caller's tenant for good: active, at its root, with every
-- permission, by nothing that ends by itself. Call it after a change; two at once wait for one another.
create or replace function kontor.keep_administrator() returns void
language plpgsql
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('administrators ' || kontor.tenant_id(), 0));
  if not exists (
    with recursive almighty (role_id) as (
      select r.id from role r
      where (r.tenant_id is null or r.tenant_id = kontor.tenant_id()) and r.permissions ? '*'
        and r.valid_until is null and r.row_rules = '{}'
      union
      select i.role_id from almighty a join role_inherits i on i.inherits_id = a.role_id
      join role r on r.id = i.role_id and r.valid_until is null and r.row_rules = '{}'
    )
    select from user_account u
    cross join kontor.grants_of(u.tenant_id, u.id) g
    where u.tenant_id = kontor.tenant_id() and u.status = 'active' and u.kind in ('internal', 'external')
      and g.organization_id = u.tenant_id
      and g.includes_descendants and g.ends_at is null
      and (g.starts_at is null or g.starts_at <= now())
      and g.role_id in (select role_id from almighty)
  ) then
    perform kontor.refuse('user.last_administrator');
  end if;
end
$$;

call kontor.define_as('kontor_directory',
  'kontor.grants_of(uuid, uuid)',
  'kontor.identity_of(uuid, uuid, timestamptz)',
  'kontor.rights_of_users(uuid[])',
  'kontor.keep_administrator()');
