-- Links to providers that people make and cut themselves: whoever cuts one must still have a way in.

-- How somebody of the caller's tenant can sign in by himself: by a password that still serves, a passkey, a
-- provider that is in use.
create function kontor.ways_in(p_user_id uuid, p_now timestamptz) returns table (way text, provider_id uuid)
language sql stable
as $$
  select 'password', null::uuid
  from user_credential c
  where c.tenant_id = kontor.tenant_id() and c.user_id = p_user_id and c.password_hash is not null
    and (c.valid_until is null or c.valid_until > p_now)
  union all
  select distinct 'passkey', null::uuid
  from passkey k where k.tenant_id = kontor.tenant_id() and k.user_id = p_user_id
  union all
  select 'provider', p.id
  from external_identity e
  join sign_in_provider p on p.tenant_id = e.tenant_id and p.id = e.provider_id and p.is_active
  where e.tenant_id = kontor.tenant_id() and e.user_id = p_user_id
$$;
call kontor.define_as('kontor_directory', 'kontor.ways_in(uuid, timestamptz)');
call kontor.open_to_application('kontor.ways_in(uuid, timestamptz)');
