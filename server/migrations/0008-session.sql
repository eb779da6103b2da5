-- Sessions of browsers and refresh tokens of programs: digests only, so a copy of the database opens nothing.

create table user_session (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  user_id uuid not null,
  token_digest bytea not null,
  csrf_token text not null,
  -- The organization the user works in; null until one is chosen.
  organization_id uuid,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- The session is over when nobody has worked in it for so long.
  idle_limit interval not null default interval '3 hours',
  ended_at timestamptz,
  end_reason text not null default '',
  duration interval generated always as (ended_at - created_at) stored,
  address text not null default '',
  device text not null default '',
  -- Neither device nor network had been seen with this user before.
  is_unusual boolean not null default false,
  constraint pk_user_session primary key (tenant_id, id),
  constraint uq_user_session__token_digest unique (token_digest),
  constraint fk_user_session__user foreign key (tenant_id, user_id)
    references user_account (tenant_id, id) on delete cascade,
  constraint fk_user_session__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id) on delete set null (organization_id),
  constraint ck_user_session__token_digest check (length(token_digest) = 32),
  constraint ck_user_session__expires_at check (expires_at > created_at),
  constraint ck_user_session__address check (char_length(address) <= 100),
  constraint ck_user_session__device check (char_length(device) <= 500),
  constraint ck_user_session__end_reason check (char_length(end_reason) <= 50)
);
create index ix_user_session__user on user_session (tenant_id, user_id, created_at, id);
create index ix_user_session__organization on user_session (tenant_id, organization_id);
create index ix_user_session__expires_at on user_session (tenant_id, expires_at);
call kontor.protect('user_session', 'tenant');

-- Each use replaces a token by the next of its family; a second use of the same one betrays a thief and
-- revokes the family (RULINGS 8).
create table refresh_token (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  user_id uuid not null,
  family_id uuid not null,
  token_digest bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  address text not null default '',
  device text not null default '',
  is_unusual boolean not null default false,
  constraint pk_refresh_token primary key (tenant_id, id),
  constraint uq_refresh_token__token_digest unique (token_digest),
  constraint fk_refresh_token__user foreign key (tenant_id, user_id)
    references user_account (tenant_id, id) on delete cascade,
  constraint ck_refresh_token__token_digest check (length(token_digest) = 32),
  constraint ck_refresh_token__expires_at check (expires_at > created_at),
  constraint ck_refresh_token__address check (char_length(address) <= 100),
  constraint ck_refresh_token__device check (char_length(device) <= 500)
);
create index ix_refresh_token__user on refresh_token (tenant_id, user_id, created_at, id);
create index ix_refresh_token__family on refresh_token (tenant_id, family_id);
create index ix_refresh_token__expires_at on refresh_token (tenant_id, expires_at);
call kontor.protect('refresh_token', 'tenant');
