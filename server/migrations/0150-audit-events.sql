-- Events that left no entry: sessions, tokens and keys ended by what happened to an account, factors that failed.

-- A factor that is wrong at sign-in fails the sign-in as well; when something is confirmed within a session,
-- nobody was signing in.
create or replace function kontor.note_failure(p_user_id uuid, p_now timestamptz, p_context jsonb) returns void
language plpgsql
as $$
begin
  insert into user_credential (tenant_id, user_id)
  select u.tenant_id, u.id from user_account u where u.tenant_id = kontor.tenant_id() and u.id = p_user_id
  on conflict do nothing;
  perform kontor.count_failure(kontor.tenant_id(), p_user_id, p_now);
  insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id, record_label, context)
  select u.tenant_id, u.id, u.display_name, failed.action, 'user.user_account', u.id::text, u.username, p_context
  from user_account u
  cross join lateral (values
    (1, 'FACTOR_FAILED', p_context ->> 'step' in ('second_factor', 'confirm')),
    (2, 'LOGIN_FAILED', p_context ->> 'step' is distinct from 'confirm')) failed (place, action, is_so)
  where u.tenant_id = kontor.tenant_id() and u.id = p_user_id and failed.is_so
  order by failed.place;
end
$$;

-- Why they ended, the entry of the same transaction says: a new password, an account shut, acting that is over.
create or replace function kontor.end_access(p_tenant_id uuid, p_user_id uuid, p_keep uuid, p_now timestamptz)
returns void
language sql
as $$
  with sessions as (
    update user_session set ended_at = p_now
    where tenant_id = p_tenant_id and user_id = p_user_id and ended_at is null and id is distinct from p_keep
    returning id, expires_at
  ), tokens as (
    update refresh_token set revoked_at = p_now
    where tenant_id = p_tenant_id and user_id = p_user_id and revoked_at is null
      and family_id is distinct from p_keep
    returning family_id, expires_at
  ), ended as (
    select 'SESSION_ENDED' as action, 'session' as what, id from sessions where expires_at > p_now
    union all
    select distinct 'TOKEN_REVOKED', 'tokens', family_id from tokens where expires_at > p_now
  )
  insert into audit_log (tenant_id, user_id, action, record, record_id, record_label, changes)
  select u.tenant_id, kontor.user_id(), e.action, 'user.user_account', u.id::text, u.username,
    jsonb_build_object(e.what, jsonb_build_object('old', e.id, 'new', null))
  from ended e join user_account u on u.tenant_id = p_tenant_id and u.id = p_user_id
$$;

create or replace function kontor.end_access_of_inactive() returns trigger
language plpgsql
as $$
begin
  perform kontor.end_access(new.tenant_id, new.id, null, kontor.clock());
  return null;
end
$$;

create or replace function kontor.end_keys_of_inactive() returns trigger
language plpgsql
as $$
begin
  with revoked as (
    update api_key k set status = 'revoked', version = k.version + 1, updated_at = now()
    from service_account a
    where a.tenant_id = new.tenant_id and a.account_id = new.id
      and k.tenant_id = a.tenant_id and k.service_account_id = a.id and k.status = 'active'
    returning k.tenant_id, k.id, k.name
  )
  insert into audit_log (tenant_id, user_id, action, record, record_id, record_label, changes)
  select tenant_id, kontor.user_id(), 'KEY_REVOKED', 'user.api_key', id::text, name,
    '{"status": {"old": "active", "new": "revoked"}}'
  from revoked;
  return null;
end
$$;

-- Whoever holds a token may end it, a refresh token with its family (RFC 7009).
drop function kontor.revoke_refresh_token(bytea, timestamptz);
create function kontor.revoke_refresh_token(p_digest bytea, p_now timestamptz, p_context jsonb) returns void
language plpgsql
as $$
declare
  token refresh_token;
begin
  select * into token from refresh_token t where t.token_digest = p_digest;
  update refresh_token t set revoked_at = p_now
  where t.tenant_id = token.tenant_id and t.family_id = token.family_id and t.revoked_at is null;
  if found then
    insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id, record_label, changes,
      context)
    select u.tenant_id, u.id, u.display_name, 'TOKEN_REVOKED', 'user.user_account', u.id::text, u.username,
      jsonb_build_object('tokens', jsonb_build_object('old', token.family_id, 'new', null)), p_context
    from user_account u where u.tenant_id = token.tenant_id and u.id = token.user_id;
  end if;
end
$$;

-- Somebody sent a key that opens nothing any more, or not from there: told once for what was gathered in a
-- few seconds. False where there is no such key.
create function kontor.note_refused_key(p_digest bytea, p_now timestamptz, p_context jsonb) returns boolean
language plpgsql
as $$
begin
  insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id, record_label, context)
  select k.tenant_id, a.account_id, left(a.name || ' (' || k.prefix || ')', 150), 'KEY_REFUSED', 'user.api_key',
    k.id::text, k.name, jsonb_build_object('reason', case
      when k.status <> 'active' then 'revoked'
      when k.expires_at <= p_now then 'expired'
      else 'account' end) || p_context
  from api_key_secret s
  join api_key k on k.tenant_id = s.tenant_id and k.id = s.api_key_id
  join service_account a on a.tenant_id = k.tenant_id and a.id = k.service_account_id
  where s.digest = p_digest;
  return found;
end
$$;

call kontor.define_as('kontor_directory',
  'kontor.note_failure(uuid, timestamptz, jsonb)',
  'kontor.end_access(uuid, uuid, uuid, timestamptz)',
  'kontor.end_access_of_inactive()',
  'kontor.end_keys_of_inactive()',
  'kontor.revoke_refresh_token(bytea, timestamptz, jsonb)',
  'kontor.note_refused_key(bytea, timestamptz, jsonb)');
call kontor.open_to_application(
  'kontor.revoke_refresh_token(bytea, timestamptz, jsonb)',
  'kontor.note_refused_key(bytea, timestamptz, jsonb)');
