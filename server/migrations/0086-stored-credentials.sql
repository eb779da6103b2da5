-- What proves Kontor to other systems: encrypted by a key of its own, which a master key outside wraps.

create table stored_credential (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  name text not null,
  kind text not null default 'password',
  description text not null default '',
  rotation_days integer,
  rotated_at timestamptz,
  last_used_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_stored_credential primary key (tenant_id, id),
  constraint uq_stored_credential__name unique (tenant_id, name),
  constraint ck_stored_credential__name check (char_length(name) between 1 and 100),
  constraint ck_stored_credential__kind
    check (kind in ('password', 'client_secret', 'api_key', 'token', 'certificate')),
  constraint ck_stored_credential__description check (char_length(description) <= 20000),
  constraint ck_stored_credential__rotation_days check (rotation_days between 1 and 3650)
);
create index ix_stored_credential__name on stored_credential (tenant_id, name, id);
create index ix_stored_credential__kind on stored_credential (tenant_id, kind, name, id);
create index ix_stored_credential__created_at on stored_credential (tenant_id, created_at, id);
call kontor.protect('stored_credential', 'tenant');

-- Nonce, tag and ciphertext in one, AES-256-GCM twice: the value by the data key, that by the master key. The
-- application reaches it only by the two functions below.
create table stored_credential_value (
  tenant_id uuid not null,
  credential_id uuid not null,
  master_key text not null,
  wrapped_key bytea not null,
  sealed_value bytea not null,
  constraint pk_stored_credential_value primary key (tenant_id, credential_id),
  constraint fk_stored_credential_value__credential foreign key (tenant_id, credential_id)
    references stored_credential (tenant_id, id) on delete cascade
);
call kontor.protect('stored_credential_value', 'tenant');
revoke all on stored_credential_value from kontor_app;
grant select, insert, update on stored_credential_value to kontor_directory;
grant select, update (rotated_at, last_used_at, version, updated_at, updated_by)
  on stored_credential to kontor_directory;

-- Keeps a sealed value in the caller's tenant; false where there is no such credential.
create function kontor.keep_credential(p_id uuid, p_master_key text, p_wrapped_key bytea, p_sealed_value bytea,
  p_now timestamptz) returns boolean
language plpgsql
as $$
begin
  update stored_credential set rotated_at = p_now, version = version + 1, updated_at = p_now,
    updated_by = kontor.user_id()
  where tenant_id = kontor.tenant_id() and id = p_id;
  if not found then
    return false;
  end if;
  insert into stored_credential_value (tenant_id, credential_id, master_key, wrapped_key, sealed_value)
  values (kontor.tenant_id(), p_id, p_master_key, p_wrapped_key, p_sealed_value)
  on conflict (tenant_id, credential_id) do update set master_key = excluded.master_key,
    wrapped_key = excluded.wrapped_key, sealed_value = excluded.sealed_value;
  return true;
end
$$;

-- Hands a sealed value out and notes what for: there is no reading without the trace.
create function kontor.open_credential(p_id uuid, p_purpose text, p_now timestamptz, p_context jsonb)
returns table (master_key text, wrapped_key bytea, sealed_value bytea)
language plpgsql
as $$
begin
  if coalesce(p_purpose, '') = '' then
    raise exception 'a credential is opened for a purpose';
  end if;
  update stored_credential set last_used_at = p_now
  where tenant_id = kontor.tenant_id() and id = p_id;
  if not found then
    return;
  end if;
  insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id, record_label, context)
  select kontor.tenant_id(), kontor.user_id(), left(p_purpose, 200), 'CREDENTIAL_USED',
    'user.stored_credential', p_id::text, c.name, p_context || jsonb_build_object('purpose', p_purpose)
  from stored_credential c where c.tenant_id = kontor.tenant_id() and c.id = p_id;
  return query select v.master_key, v.wrapped_key, v.sealed_value
  from stored_credential_value v where v.tenant_id = kontor.tenant_id() and v.credential_id = p_id;
end
$$;

call kontor.define_as('kontor_directory',
  'kontor.keep_credential(uuid, text, bytea, bytea, timestamptz)',
  'kontor.open_credential(uuid, text, timestamptz, jsonb)');
call kontor.open_to_application(
  'kontor.keep_credential(uuid, text, bytea, bytea, timestamptz)',
  'kontor.open_credential(uuid, text, timestamptz, jsonb)');
