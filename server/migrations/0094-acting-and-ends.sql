-- Operators of the installation act in another tenant by an audited step; assignments end with the membership.

-- Who may do so at all; made by a command of the machine, and no table of the application.
create table installation_operator (
  tenant_id uuid not null,
  user_id uuid not null,
  created_at timestamptz not null default now(),
  constraint pk_installation_operator primary key (tenant_id, user_id),
  constraint fk_installation_operator__user foreign key (tenant_id, user_id)
    references user_account (tenant_id, id)
);
call kontor.protect('installation_operator', 'tenant');
revoke all on installation_operator from kontor_app;

-- The account by which an operator is known in a tenant, so that what he does there has a name in it.
create table acting_account (
  tenant_id uuid not null,
  user_id uuid not null,
  home_tenant_id uuid not null,
  home_user_id uuid not null,
  constraint pk_acting_account primary key (tenant_id, user_id),
  constraint uq_acting_account__home unique (tenant_id, home_tenant_id, home_user_id),
  constraint fk_acting_account__user foreign key (tenant_id, user_id) references user_account (tenant_id, id)
);
call kontor.protect('acting_account', 'tenant');
revoke all on acting_account from kontor_app;

grant select on installation_operator to kontor_directory;
grant select, insert on acting_account to kontor_directory;
grant insert, update on user_account, role_assignment to kontor_directory;

create function kontor.account_of_operator(p_tenant_id uuid, p_operator user_account) returns uuid
language plpgsql
as $$
declare
  known uuid;
begin
  select a.user_id into known from acting_account a
  where a.tenant_id = p_tenant_id and a.home_tenant_id = p_operator.tenant_id
    and a.home_user_id = p_operator.id;
  if known is not null then
    return known;
  end if;
  -- Nobody signs in as kind `system`; the id in the name keeps others from taking it first.
  insert into user_account (tenant_id, username, display_name, kind, status, language, timezone)
  values (p_tenant_id, left('operator.' || p_operator.username, 100) || '.' || uuidv7(),
    left(p_operator.display_name, 130) || ' (operator)', 'system', 'active', p_operator.language, p_operator.timezone)
  returning id into known;
  insert into acting_account (tenant_id, user_id, home_tenant_id, home_user_id)
  values (p_tenant_id, known, p_operator.tenant_id, p_operator.id);
  return known;
end
$$;

-- The step itself: an elevation to administrator of the other tenant, with reason and end, told in both.
create function kontor.act_in(p_organization text, p_reason text, p_ends_at timestamptz, p_now timestamptz,
  p_context jsonb) returns jsonb
language plpgsql
as $$
declare
  operator user_account;
  target organization;
  account_id uuid;
  assignment_id uuid;
begin
  select u.* into operator from user_account u
  join installation_operator i on i.tenant_id = u.tenant_id and i.user_id = u.id
  where u.tenant_id = kontor.tenant_id() and u.id = kontor.user_id() and u.status = 'active';
  if operator.id is null then
    perform kontor.refuse('user.not_operator');
  end if;
  select * into target from organization o
  where o.parent_id is null and o.tenant_id <> operator.tenant_id
    and (o.id::text = lower(p_organization) or o.code_lower = lower(p_organization))
  order by o.id limit 1;
  if target.id is null then
    perform kontor.refuse('kit.not_found');
  end if;
  if p_ends_at <= p_now or p_ends_at > p_now + interval '8 hours' or p_reason = '' then
    perform kontor.refuse('user.acting_time');
  end if;
  account_id := kontor.account_of_operator(target.id, operator);
  insert into role_assignment (tenant_id, organization_id, user_id, role_id, kind, starts_at, ends_at, reason,
    status, decided_at)
  select target.id, target.id, account_id, r.id, 'elevation', p_now, p_ends_at, left(p_reason, 1000),
    'approved', p_now
  from role r where r.tenant_id is null and r.code = 'administrator'
  returning id into assignment_id;
  insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id, record_label, context)
  values
    (target.id, account_id, operator.display_name, 'ACT_IN_STARTED', 'user.role_assignment',
      assignment_id::text, left(p_reason, 255),
      p_context || jsonb_build_object('operator', operator.username, 'ends_at', p_ends_at)),
    (operator.tenant_id, operator.id, operator.display_name, 'ACT_IN_STARTED', 'organization.organization',
      target.id::text, left(target.name || ': ' || p_reason, 255),
      p_context || jsonb_build_object('assignment', assignment_id, 'ends_at', p_ends_at));
  return kontor.identity_of(target.id, account_id, p_now);
end
$$;

-- Called by the account that acts: its elevation, sessions and tokens end, in both trails.
create function kontor.end_acting(p_now timestamptz, p_context jsonb) returns void
language plpgsql
as $$
declare
  acting acting_account;
  ended uuid;
begin
  select * into acting from acting_account
  where tenant_id = kontor.tenant_id() and user_id = kontor.user_id();
  if acting.user_id is null then
    perform kontor.refuse('user.not_acting');
  end if;
  for ended in
    update role_assignment set status = 'ended', ended_at = p_now, version = version + 1, updated_at = p_now
    where tenant_id = acting.tenant_id and user_id = acting.user_id and status = 'approved'
    returning id
  loop
    insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id, context)
    select e.tenant_id, e.user_id, u.display_name, 'ACT_IN_ENDED', 'user.role_assignment', ended::text, p_context
    from (values (acting.tenant_id, acting.user_id), (acting.home_tenant_id, acting.home_user_id))
      e (tenant_id, user_id)
    join user_account u on u.tenant_id = e.tenant_id and u.id = e.user_id;
  end loop;
  perform kontor.end_access(acting.tenant_id, acting.user_id, null, p_now);
end
$$;

-- Who leaves an organization leaves what he was given there beside his membership.
create function kontor.end_assignments_of_membership() returns trigger
language plpgsql
as $$
begin
  with ended as (
    update role_assignment set status = 'ended', ended_at = now(), version = version + 1, updated_at = now()
    where tenant_id = old.tenant_id and user_id = old.user_id and organization_id = old.organization_id
      and status in ('requested', 'approved')
    returning *
  )
  insert into audit_log (tenant_id, organization_id, user_id, action, record, record_id, record_label)
  select tenant_id, organization_id, kontor.user_id(), 'PERMISSION_REVOKE', 'user.role_assignment', id::text,
    'The membership was deleted'
  from ended;
  return null;
end
$$;

call kontor.define_as('kontor_directory',
  'kontor.account_of_operator(uuid, user_account)',
  'kontor.act_in(text, text, timestamptz, timestamptz, jsonb)',
  'kontor.end_acting(timestamptz, jsonb)',
  'kontor.end_assignments_of_membership()');
call kontor.open_to_application(
  'kontor.act_in(text, text, timestamptz, timestamptz, jsonb)', 'kontor.end_acting(timestamptz, jsonb)');
create trigger end_assignments after delete on organization_membership
  for each row execute function kontor.end_assignments_of_membership();
