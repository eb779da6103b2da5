-- What explains a verdict: the identity of another user of the caller's own tenant.

-- For the address that explains access, which asks first whether the caller may know.
create function kontor.identity_of_colleague(p_user_id uuid, p_now timestamptz) returns jsonb
language sql stable
as $$
  select kontor.identity_of(kontor.tenant_id(), p_user_id, p_now)
$$;
call kontor.define_as('kontor_directory', 'kontor.identity_of_colleague(uuid, timestamptz)');
call kontor.open_to_application('kontor.identity_of_colleague(uuid, timestamptz)');
