-- Watching over sign-ins: locks in the trail, who is locked out, and an index over the entries that tell.

-- Few among millions: what happens to records is not in it.
create index ix_audit_log__security on audit_log (tenant_id, occurred_at, id)
  where action in ('LOGIN_SUCCESS', 'LOGIN_FAILED', 'ACCOUNT_LOCKED', 'ACCOUNT_UNLOCKED', 'SESSION_UNUSUAL',
    'TOKEN_REUSED', 'ACCESS_DENIED', 'SECURITY_ALERT', 'AUDIT_CHAIN_BROKEN', 'ERASE', 'OPERATOR_MADE',
    'ACT_IN_STARTED', 'ELEVATION_STARTED', 'FACTOR_RECOVERED', 'SETTING_CHANGED', 'SECRET_CHANGED',
    'AUDIT_SEAL_LATE');

-- A lock and its early end are entries, whichever step of a sign-in brings them about (LGN-06).
create function kontor.note_lock() returns trigger
language plpgsql
as $$
declare
  is_locked constant boolean := new.locked_until is not null;
begin
  if not is_locked and old.locked_until <= kontor.clock() then
    return null; -- it was over anyway
  end if;
  insert into audit_log (tenant_id, user_id, action, record, record_id, record_label, context)
  select u.tenant_id, case when not is_locked then kontor.user_id() end,
    case when is_locked then 'ACCOUNT_LOCKED' else 'ACCOUNT_UNLOCKED' end,
    'user.user_account', u.id::text, u.username,
    jsonb_strip_nulls(jsonb_build_object('until', new.locked_until,
      'failures', case when is_locked then new.failed_attempts end))
  from user_account u where u.tenant_id = new.tenant_id and u.id = new.user_id;
  return null;
end
$$;

-- Who of the caller's tenant cannot come in at that instant.
create function kontor.locked_accounts(p_now timestamptz)
returns table (user_id uuid, username text, display_name text, failed_attempts integer, locked_until timestamptz)
language sql stable
as $$
  select u.id, u.username, u.display_name, c.failed_attempts, c.locked_until
  from user_credential c join user_account u on u.tenant_id = c.tenant_id and u.id = c.user_id
  where c.tenant_id = kontor.tenant_id() and c.locked_until > p_now
  order by c.locked_until desc, u.id limit 100
$$;

create function kontor.unlock_account(p_user_id uuid) returns boolean
language plpgsql
as $$
begin
  update user_credential set failed_attempts = 0, locked_until = null
  where tenant_id = kontor.tenant_id() and user_id = p_user_id and locked_until > kontor.clock();
  return found;
end
$$;

-- How often sign-ins under names of no tenant failed from an address that the caller names: the number alone.
create function kontor.failures_under_no_name(p_address text, p_since timestamptz) returns bigint
language sql stable
as $$
  select count(*) from audit_log
  where tenant_id is null and action = 'LOGIN_FAILED' and occurred_at > p_since
    and action in ('LOGIN_SUCCESS', 'LOGIN_FAILED', 'ACCOUNT_LOCKED', 'ACCOUNT_UNLOCKED', 'SESSION_UNUSUAL',
      'TOKEN_REUSED', 'ACCESS_DENIED', 'SECURITY_ALERT', 'AUDIT_CHAIN_BROKEN', 'ERASE', 'OPERATOR_MADE',
      'ACT_IN_STARTED', 'ELEVATION_STARTED', 'FACTOR_RECOVERED', 'SETTING_CHANGED', 'SECRET_CHANGED',
      'AUDIT_SEAL_LATE')
    and context ->> 'ip_address' = p_address
$$;

call kontor.define_as('kontor_directory',
  'kontor.note_lock()',
  'kontor.locked_accounts(timestamptz)',
  'kontor.unlock_account(uuid)',
  'kontor.failures_under_no_name(text, timestamptz)');
call kontor.open_to_application(
  'kontor.locked_accounts(timestamptz)',
  'kontor.unlock_account(uuid)',
  'kontor.failures_under_no_name(text, timestamptz)');

create trigger note_lock after update of locked_until on user_credential for each row
  when (old.locked_until is distinct from new.locked_until)
  execute function kontor.note_lock();
