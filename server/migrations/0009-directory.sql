-- The closed list of what is read before a tenant is known: sign-in, sessions, tokens, memberships.

grant select on user_account, organization_membership, role, role_inherits, user_session, refresh_token,
  user_credential, password_history to kontor_directory;
grant update (last_login_at) on user_account to kontor_directory;
grant insert, update on user_credential to kontor_directory;
grant insert, delete on password_history to kontor_directory;
grant update (used_at, revoked_at) on refresh_token to kontor_directory;
grant update (ended_at) on user_session to kontor_directory;

-- An active user with memberships, what each reaches and grants, and the organizations these touch. Null
-- where there is no such user any more. Roles grant what they inherit, too. An organization that is inactive
-- or archived is reached only by who may open it again.
create function kontor.identity_of(p_tenant_id uuid, p_user_id uuid, p_now timestamptz default now())
returns jsonb
language sql stable
as $$
  with recursive held as (
    select m.id, m.organization_id, m.includes_descendants, m.is_default, m.role_id
    from organization_membership m
    where m.tenant_id = p_tenant_id and m.user_id = p_user_id and m.is_active
  ), granted (membership_id, role_id) as (
    select id, role_id from held
    union
    select g.membership_id, i.inherits_id
    from granted g join role_inherits i on i.role_id = g.role_id
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
  ), memberships as (
    select h.id, jsonb_build_object(
      'organization', h.organization_id,
      'organization_name', o.name,
      'includes_descendants', h.includes_descendants,
      'is_default', h.is_default,
      'role', r.code,
      'role_name', r.name,
      'discount_limit', trim_scale(r.discount_limit)::text,
      'reaches', (select coalesce(jsonb_agg(a.id order by a.id), '[]')
        from reached a where a.membership_id = h.id),
      'permissions', coalesce((select p.permissions from permitted p where p.membership_id = h.id), '[]'),
      'field_rules', (select coalesce(jsonb_object_agg(f.field, f.rule), '{}') from (
        select e.key as field, max(e.value) as rule
        from granted g join role gr on gr.id = g.role_id cross join jsonb_each_text(gr.field_rules) e
        where g.membership_id = h.id group by e.key) f)
    ) as membership
    from held h
    join organization o on o.tenant_id = p_tenant_id and o.id = h.organization_id
    join role r on r.id = h.role_id
  )
  select jsonb_build_object(
    'user_id', u.id,
    'tenant_id', u.tenant_id,
    'username', u.username,
    'display_name', u.display_name,
    'kind', u.kind,
    'language', u.language,
    'timezone', u.timezone,
    'memberships', (select coalesce(jsonb_agg(m.membership order by m.id), '[]') from memberships m),
    'organizations', (select coalesce(jsonb_agg(jsonb_build_object(
        'id', o.id, 'name', o.name, 'code', o.code, 'parent', o.parent_id, 'legal_entity', o.legal_entity_id,
        'status', o.status, 'timezone', o.timezone, 'language', o.language) order by o.id), '[]')
      from organization o where o.tenant_id = p_tenant_id and o.id in (select id from usable)),
    'organization_ids', (select coalesce(jsonb_agg(distinct a.id), '[]') from reached a),
    'use_ids', (select coalesce(jsonb_agg(a.id), '[]') from usable a))
  from user_account u
  where u.tenant_id = p_tenant_id and u.id = p_user_id and u.status = 'active'
$$;

-- A session that has neither ended nor expired, with the identity of its user.
create function kontor.session_by_digest(p_digest bytea, p_now timestamptz)
returns table (session_id uuid, tenant_id uuid, user_id uuid, csrf_token text, organization_id uuid,
  created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz, identity jsonb)
language sql stable
as $$
  select s.id, s.tenant_id, s.user_id, s.csrf_token, s.organization_id,
    s.created_at, s.last_seen_at, s.expires_at, kontor.identity_of(s.tenant_id, s.user_id, p_now)
  from user_session s
  where s.token_digest = p_digest and s.ended_at is null and s.expires_at > p_now
$$;

call kontor.define_as('kontor_directory',
  'kontor.identity_of(uuid, uuid, timestamptz)', 'kontor.session_by_digest(bytea, timestamptz)');
-- Not identity_of: two ids are no secret.
call kontor.open_to_application('kontor.session_by_digest(bytea, timestamptz)');

-- All organizations of the caller's tenant, for rules that judge by the whole of it (DOMAIN 16).
create function kontor.tenant_organizations() returns setof uuid
language sql stable set search_path = public, pg_temp
as $$
  select id from organization where tenant_id = kontor.tenant_id() order by id
$$;
