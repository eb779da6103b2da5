-- Signing in: who presents the right secret gets an identity, and no function tells anything to anyone else.

-- The server works out Argon2id itself, so it needs the salt and cost a password was kept with, and gives
-- back what the whole would read if the password were right: its proof. The hash never leaves the database.
create function kontor.password_salt(p_password_hash text) returns text
language sql immutable strict
return regexp_replace(p_password_hash, '[^$]*$', '');

-- Two tenants may have the same name, and the password tells which is meant; p_tenant, the code of the
-- root organization, tells it beforehand. Five at most, since each costs the server a proof.
create function kontor.accounts_named(p_username text, p_tenant text)
returns table (tenant_id uuid, user_id uuid)
language sql stable
as $$
  select u.tenant_id, u.id
  from user_account u
  join user_credential c on c.tenant_id = u.tenant_id and c.user_id = u.id and c.password_hash is not null
  where u.username_lower = lower(p_username) and u.kind <> 'system'
    and (p_tenant is null or exists (
      select from organization o
      where o.tenant_id = u.tenant_id and o.id = u.tenant_id and o.code_lower = lower(p_tenant)))
  order by u.id
  limit 5
$$;

create function kontor.sign_in_salts(p_username text, p_tenant text) returns setof text
language sql stable
as $$
  select kontor.password_salt(c.password_hash)
  from kontor.accounts_named(p_username, p_tenant) a
  join user_credential c on c.tenant_id = a.tenant_id and c.user_id = a.user_id
$$;

-- Five failures are free; each further one locks twice as long as the one before, from a minute to a day.
-- What is tried during a lock does not count, or a stranger could keep somebody out for ever.
create function kontor.count_failure(p_tenant_id uuid, p_user_id uuid, p_now timestamptz) returns void
language sql
as $$
  update user_credential c set
    failed_attempts = n.failed_attempts,
    locked_until = case when n.failed_attempts > 5 then p_now
      + least(interval '1 day', interval '1 minute' * power(2, least(n.failed_attempts - 6, 11))) end
  from (select case when locked_until < p_now - interval '1 day' then 1 else failed_attempts + 1 end
    from user_credential where tenant_id = p_tenant_id and user_id = p_user_id) n (failed_attempts)
  where c.tenant_id = p_tenant_id and c.user_id = p_user_id
    and (c.locked_until is null or c.locked_until <= p_now)
$$;

-- Null but for the right proof for an active account that is not locked; it is not yet a sign-in, which may
-- ask for more: complete_sign_in is. Every attempt leaves its trace: in the tenants that have an account of
-- that name, else in none. Call it in a transaction that commits.
create function kontor.prove_password(p_username text, p_tenant text, p_proofs text[], p_now timestamptz,
  p_context jsonb) returns jsonb
language plpgsql
as $$
declare
  attempted constant jsonb := p_context
    || jsonb_build_object('username_attempt', left(p_username, 150), 'reason', 'password');
  entered record;
begin
  perform from user_credential c
  where (c.tenant_id, c.user_id) in (select * from kontor.accounts_named(p_username, p_tenant))
  order by c.tenant_id, c.user_id
  for update;
  select u.tenant_id, u.id into entered
  from kontor.accounts_named(p_username, p_tenant) a
  join user_account u on u.tenant_id = a.tenant_id and u.id = a.user_id
    and u.status in ('active', 'pending_activation')
  join user_credential c on c.tenant_id = a.tenant_id and c.user_id = a.user_id
  where c.password_hash = any (p_proofs) and (c.locked_until is null or c.locked_until <= p_now)
    and (c.valid_until is null or c.valid_until > p_now)
  limit 1;
  if entered is null then
    perform kontor.count_failure(a.tenant_id, a.user_id, p_now)
    from kontor.accounts_named(p_username, p_tenant) a;
    insert into audit_log (tenant_id, action, record_label, context)
    select distinct a.tenant_id, 'LOGIN_FAILED', left(p_username, 150), attempted
    from (select) one left join kontor.accounts_named(p_username, p_tenant) a on true;
    return null;
  end if;
  return kontor.identity_of(entered.tenant_id, entered.id);
end
$$;

-- Somebody of the caller's tenant has proven all that was asked of him.
create function kontor.complete_sign_in(p_user_id uuid, p_now timestamptz, p_context jsonb) returns void
language plpgsql
as $$
begin
  update user_credential set failed_attempts = 0, locked_until = null
  where tenant_id = kontor.tenant_id() and user_id = p_user_id;
  update user_account set last_login_at = p_now where tenant_id = kontor.tenant_id() and id = p_user_id;
  -- The first time activates the account (USR-04).
  update user_account set status = 'active', version = version + 1, updated_at = p_now
  where tenant_id = kontor.tenant_id() and id = p_user_id and status = 'pending_activation';
  if found then
    insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id, record_label, changes,
      context)
    select u.tenant_id, u.id, u.display_name, 'ACCOUNT_ACTIVATED', 'user.user_account', u.id::text, u.username,
      '{"status": {"old": "pending_activation", "new": "active"}}', p_context
    from user_account u where u.tenant_id = kontor.tenant_id() and u.id = p_user_id;
  end if;
  insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id, record_label, context)
  select u.tenant_id, u.id, u.display_name, 'LOGIN_SUCCESS', 'user.user_account', u.id::text, u.username,
    p_context
  from user_account u where u.tenant_id = kontor.tenant_id() and u.id = p_user_id;
end
$$;

-- Somebody of the caller's tenant failed at a later step: it counts as a wrong password does.
create function kontor.note_failure(p_user_id uuid, p_now timestamptz, p_context jsonb) returns void
language plpgsql
as $$
begin
  insert into user_credential (tenant_id, user_id)
  select u.tenant_id, u.id from user_account u where u.tenant_id = kontor.tenant_id() and u.id = p_user_id
  on conflict do nothing;
  perform kontor.count_failure(kontor.tenant_id(), p_user_id, p_now);
  insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id, record_label, context)
  select u.tenant_id, u.id, u.display_name, 'LOGIN_FAILED', 'user.user_account', u.id::text, u.username,
    p_context
  from user_account u where u.tenant_id = kontor.tenant_id() and u.id = p_user_id;
end
$$;

-- The salts of a user's passwords in the caller's tenant, the one in force first.
create function kontor.password_salts(p_user_id uuid) returns setof text
language sql stable
as $$
  select kontor.password_salt(password_hash)
  from password_history
  where tenant_id = kontor.tenant_id() and user_id = p_user_id
  order by set_at desc
$$;

-- Gives a user of the caller's tenant a new password, keeps the twelve last and ends what was open but for
-- p_keep, a session or family of tokens. p_proofs are of the new password by the salts of the earlier ones;
-- p_old_proofs, by the same salts, must show that the caller knows the password in force, save where null: an
-- administrator sets a password without knowing the old one.
create function kontor.set_password(p_user_id uuid, p_password_hash text, p_proofs text[],
  p_old_proofs text[], p_keep uuid, p_now timestamptz) returns text
language plpgsql
as $$
declare
  held user_credential;
begin
  insert into user_credential (tenant_id, user_id)
  select u.tenant_id, u.id from user_account u where u.tenant_id = kontor.tenant_id() and u.id = p_user_id
  on conflict do nothing;
  select * into held from user_credential
  where tenant_id = kontor.tenant_id() and user_id = p_user_id for update;
  if not found then
    return 'unknown';
  end if;
  if p_old_proofs is not null then
    if held.locked_until > p_now then
      return 'locked';
    end if;
    if held.password_hash is null or held.password_hash <> all (p_old_proofs) then
      perform kontor.count_failure(held.tenant_id, held.user_id, p_now);
      return 'wrong';
    end if;
  end if;
  if exists (select from password_history h
    where h.tenant_id = held.tenant_id and h.user_id = held.user_id and h.password_hash = any (p_proofs)) then
    return 'reused';
  end if;
  update user_credential set password_hash = p_password_hash, password_set_at = p_now,
    failed_attempts = 0, locked_until = null, is_temporary = false, valid_until = null
  where tenant_id = held.tenant_id and user_id = held.user_id;
  insert into password_history (tenant_id, user_id, set_at, password_hash)
  values (held.tenant_id, held.user_id, greatest(p_now, (
    select max(h.set_at) + interval '1 microsecond' from password_history h
    where h.tenant_id = held.tenant_id and h.user_id = held.user_id)), p_password_hash);
  delete from password_history h
  where h.tenant_id = held.tenant_id and h.user_id = held.user_id and h.set_at not in (
    select k.set_at from password_history k
    where k.tenant_id = held.tenant_id and k.user_id = held.user_id order by k.set_at desc limit 12);
  perform kontor.end_access(held.tenant_id, held.user_id, p_keep, p_now);
  return 'set';
end
$$;

-- Ends every session and token of a user but p_keep.
create function kontor.end_access(p_tenant_id uuid, p_user_id uuid, p_keep uuid, p_now timestamptz)
returns void
language sql
as $$
  update user_session set ended_at = p_now
  where tenant_id = p_tenant_id and user_id = p_user_id and ended_at is null and id is distinct from p_keep;
  update refresh_token set revoked_at = p_now
  where tenant_id = p_tenant_id and user_id = p_user_id and revoked_at is null
    and family_id is distinct from p_keep
$$;
create function kontor.end_access_of_inactive() returns trigger
language plpgsql
as $$
begin
  perform kontor.end_access(new.tenant_id, new.id, null, now());
  return null;
end
$$;
create trigger end_access after update of status on user_account for each row
  when (old.status = 'active' and new.status <> 'active')
  execute function kontor.end_access_of_inactive();

-- Spends a refresh token for the next of its family. `reused` means that two know the token: it has just
-- revoked the family, which the caller must commit although it refuses. The rest of the words say why not.
create function kontor.spend_refresh_token(p_digest bytea, p_now timestamptz, p_context jsonb,
  out outcome text, out family_id uuid, out identity jsonb)
language plpgsql
as $$
#variable_conflict use_column
declare
  token refresh_token;
begin
  select * into token from refresh_token t where t.token_digest = p_digest for update;
  identity := kontor.identity_of(token.tenant_id, token.user_id);
  outcome := case
    when token.id is null then 'unknown'
    when token.revoked_at is not null or identity is null then 'revoked'
    when token.used_at is not null then 'reused'
    when token.expires_at <= p_now then 'expired'
    else 'valid' end;
  if outcome = 'valid' then
    family_id := token.family_id;
    update refresh_token t set used_at = p_now where t.tenant_id = token.tenant_id and t.id = token.id;
    return;
  end if;
  if outcome = 'reused' then
    update refresh_token t set revoked_at = p_now
    where t.tenant_id = token.tenant_id and t.family_id = token.family_id and t.revoked_at is null;
    insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id, record_label, context)
    values (token.tenant_id, token.user_id, identity ->> 'display_name', 'TOKEN_REUSED', 'user.user_account',
      token.user_id::text, identity ->> 'username', p_context);
  end if;
  identity := null;
end
$$;

-- The identity behind an access token, whose signature the server has tested: as long as its family of
-- refresh tokens, whose random id the token names, has not been revoked.
create function kontor.identity_by_family(p_tenant_id uuid, p_user_id uuid, p_family_id uuid) returns jsonb
language sql stable
as $$
  select kontor.identity_of(p_tenant_id, p_user_id)
  where exists (
    select from refresh_token t
    where t.tenant_id = p_tenant_id and t.family_id = p_family_id and t.user_id = p_user_id
      and t.revoked_at is null)
$$;

-- For the rule that nobody grants or takes over more than he holds himself; both in the caller's tenant.
create function kontor.permissions_of_roles(p_role_ids uuid[]) returns setof text
language sql stable
as $$
  with recursive granted (role_id) as (
    select unnest(p_role_ids)
    union
    select i.inherits_id from granted g join role_inherits i on i.role_id = g.role_id
  )
  select distinct jsonb_array_elements_text(r.permissions)
  from granted g
  join role r on r.id = g.role_id and (r.tenant_id is null or r.tenant_id = kontor.tenant_id())
$$;

create function kontor.rights_of_users(p_user_ids uuid[])
returns table (permissions text[], reaches uuid[])
language sql stable
as $$
  select array(select kontor.permissions_of_roles(array[m.role_id])), array(
    select o.id from organization o
    where o.tenant_id = m.tenant_id and (o.id = m.organization_id
      or m.includes_descendants and m.organization_id = any (o.ancestor_ids)))
  from organization_membership m
  where m.tenant_id = kontor.tenant_id() and m.user_id = any (p_user_ids) and m.is_active
$$;

-- Somebody must be able to administer the caller's tenant: active, at its root, with every permission.
-- Call it after a change; two such changes at once wait for one another.
create function kontor.keep_administrator() returns void
language plpgsql
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('administrators ' || kontor.tenant_id(), 0));
  if not exists (
    with recursive almighty (role_id) as (
      select r.id from role r
      where (r.tenant_id is null or r.tenant_id = kontor.tenant_id()) and r.permissions ? '*'
      union
      select i.role_id from almighty a join role_inherits i on i.inherits_id = a.role_id
    )
    select from organization_membership m
    join user_account u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.status = 'active'
    where m.tenant_id = kontor.tenant_id() and m.organization_id = m.tenant_id
      and m.is_active and m.includes_descendants and m.role_id in (select role_id from almighty)
  ) then
    perform kontor.refuse('user.last_administrator');
  end if;
end
$$;

call kontor.define_as('kontor_directory',
  'kontor.accounts_named(text, text)',
  'kontor.sign_in_salts(text, text)',
  'kontor.count_failure(uuid, uuid, timestamptz)',
  'kontor.prove_password(text, text, text[], timestamptz, jsonb)',
  'kontor.complete_sign_in(uuid, timestamptz, jsonb)',
  'kontor.note_failure(uuid, timestamptz, jsonb)',
  'kontor.password_salts(uuid)',
  'kontor.set_password(uuid, text, text[], text[], uuid, timestamptz)',
  'kontor.end_access(uuid, uuid, uuid, timestamptz)',
  'kontor.end_access_of_inactive()',
  'kontor.spend_refresh_token(bytea, timestamptz, jsonb)',
  'kontor.identity_by_family(uuid, uuid, uuid)',
  'kontor.permissions_of_roles(uuid[])',
  'kontor.rights_of_users(uuid[])',
  'kontor.keep_administrator()');
call kontor.open_to_application(
  'kontor.sign_in_salts(text, text)',
  'kontor.prove_password(text, text, text[], timestamptz, jsonb)',
  'kontor.complete_sign_in(uuid, timestamptz, jsonb)',
  'kontor.note_failure(uuid, timestamptz, jsonb)',
  'kontor.password_salts(uuid)',
  'kontor.set_password(uuid, text, text[], text[], uuid, timestamptz)',
  'kontor.spend_refresh_token(bytea, timestamptz, jsonb)',
  'kontor.identity_by_family(uuid, uuid, uuid)',
  'kontor.permissions_of_roles(uuid[])',
  'kontor.rights_of_users(uuid[])',
  'kontor.keep_administrator()');

-- Servers keep identities in memory. Whatever one is made of tells them at COMMIT to forget those of the
-- tenant; an empty message means all tenants, since a role of the standard serves each of them.
create function kontor.tell_access() returns trigger
language plpgsql
as $$
declare
  changed constant jsonb := to_jsonb(coalesce(new, old));
begin
  perform pg_notify('kontor_access', coalesce(changed ->> 'tenant_id', ''));
  return null;
end
$$;
create trigger tell_access after insert or update or delete on organization_membership
  for each row execute function kontor.tell_access();
create trigger tell_access after insert or update or delete on role
  for each row execute function kontor.tell_access();
create trigger tell_access after insert or update or delete on role_inherits
  for each row execute function kontor.tell_access();
create trigger tell_access after insert or update or delete on organization
  for each row execute function kontor.tell_access();
create trigger tell_access after update on user_account for each row
  when ((old.status, old.kind, old.username, old.display_name, old.language, old.timezone)
    is distinct from (new.status, new.kind, new.username, new.display_name, new.language, new.timezone))
  execute function kontor.tell_access();
create trigger tell_access after update on user_session for each row
  when (old.ended_at is distinct from new.ended_at) execute function kontor.tell_access();
create trigger tell_access after update on refresh_token for each row
  when (old.revoked_at is distinct from new.revoked_at) execute function kontor.tell_access();
