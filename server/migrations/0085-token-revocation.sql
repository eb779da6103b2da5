-- Single access tokens that are refused before they end, and the identity behind a token that is not.

create table revoked_token (
  tenant_id uuid not null,
  token_id uuid not null,
  revoked_at timestamptz not null default now(),
  constraint pk_revoked_token primary key (tenant_id, token_id)
);
create index ix_revoked_token__revoked_at on revoked_token (tenant_id, revoked_at);
call kontor.protect('revoked_token', 'tenant');
grant select on revoked_token to kontor_directory;
create trigger tell_access after insert on revoked_token
  for each row execute function kontor.tell_access();

-- The identity behind an access token, whose signature the server has tested: as long as neither the token
-- itself nor its family of refresh tokens, whose random ids it names, has been revoked.
create function kontor.identity_by_token(p_tenant_id uuid, p_user_id uuid, p_family_id uuid, p_token_id uuid)
returns jsonb
language sql stable
as $$
  select kontor.identity_of(p_tenant_id, p_user_id)
  where exists (
    select from refresh_token t
    where t.tenant_id = p_tenant_id and t.family_id = p_family_id and t.user_id = p_user_id
      and t.revoked_at is null)
    and not exists (
      select from revoked_token r where r.tenant_id = p_tenant_id and r.token_id = p_token_id)
$$;
drop function kontor.identity_by_family(uuid, uuid, uuid);

call kontor.define_as('kontor_directory', 'kontor.identity_by_token(uuid, uuid, uuid, uuid)');
call kontor.open_to_application('kontor.identity_by_token(uuid, uuid, uuid, uuid)');
