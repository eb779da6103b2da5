-- Second factors that are lost: asked for by one administrator, approved by another (MFA-08).

create table factor_reset (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  user_id uuid not null,
  reason text not null,
  status text not null default 'requested',
  requested_by_id uuid,
  decided_by_id uuid,
  decided_at timestamptz,
  decision text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_factor_reset primary key (tenant_id, id),
  constraint fk_factor_reset__user foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  constraint fk_factor_reset__requested_by foreign key (tenant_id, requested_by_id)
    references user_account (tenant_id, id),
  constraint fk_factor_reset__decided_by foreign key (tenant_id, decided_by_id)
    references user_account (tenant_id, id),
  constraint ck_factor_reset__reason check (char_length(reason) between 1 and 1000),
  constraint ck_factor_reset__status check (status in ('requested', 'approved', 'rejected', 'withdrawn')),
  constraint ck_factor_reset__decision check (char_length(decision) <= 1000),
  -- Four eyes, whatever the application says: neither who asked nor whom it is for.
  constraint ck_factor_reset__decided_by check (
    decided_by_id <> requested_by_id and decided_by_id <> user_id and (status <> 'approved'
      or decided_by_id is not null and requested_by_id is not null and requested_by_id <> user_id))
);
create index ix_factor_reset__user on factor_reset (tenant_id, user_id, created_at, id);
create index ix_factor_reset__requested_by on factor_reset (tenant_id, requested_by_id)
  where requested_by_id is not null;
create index ix_factor_reset__decided_by on factor_reset (tenant_id, decided_by_id)
  where decided_by_id is not null;
create index ix_factor_reset__created_at on factor_reset (tenant_id, created_at, id);
create index ix_factor_reset__status on factor_reset (tenant_id, status, created_at, id);
call kontor.protect('factor_reset', 'tenant');

-- The only way to take somebody else's factors away.
create function kontor.reset_factors() returns trigger
language plpgsql
as $$
begin
  delete from user_factor where tenant_id = new.tenant_id and user_id = new.user_id;
  delete from passkey where tenant_id = new.tenant_id and user_id = new.user_id;
  delete from recovery_code where tenant_id = new.tenant_id and user_id = new.user_id;
  delete from factor_code where tenant_id = new.tenant_id and user_id = new.user_id;
  delete from trusted_device where tenant_id = new.tenant_id and user_id = new.user_id;
  delete from sign_in_ticket where tenant_id = new.tenant_id and user_id = new.user_id;
  return null;
end
$$;
call kontor.define_as('kontor_directory', 'kontor.reset_factors()');
create trigger reset_factors after insert or update of status on factor_reset for each row
  when (new.status = 'approved') execute function kontor.reset_factors();
