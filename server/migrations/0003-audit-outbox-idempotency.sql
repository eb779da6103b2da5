-- What every use case writes beside its rows: audit, events for the outside, and the key of a repeated call.

-- No foreign keys: an entry outlives the user, organization and record it names. The application may not
-- set time, order or transaction; they decide the order of sealing (DOMAIN 23).
create table audit_log (
  id uuid not null default uuidv7(),
  tenant_id uuid,
  organization_id uuid,
  occurred_at timestamptz not null default now(),
  user_id uuid,
  actor_name text not null default '',
  action text not null,
  record text,
  record_id text,
  record_label text not null default '',
  changes jsonb,
  context jsonb,
  -- To find entries by; the circumstances say it.
  ip_address text generated always as (context ->> 'ip_address') stored,
  sequence bigint not null generated always as identity,
  transaction_id xid8 not null default pg_current_xact_id(),
  constraint pk_audit_log primary key (id),
  -- All zeros is the name of the chain of those that have no tenant (0100).
  constraint ck_audit_log__tenant check (tenant_id <> '00000000-0000-0000-0000-000000000000'),
  constraint ck_audit_log__action check (action <> '' and length(action) <= 50),
  constraint ck_audit_log__record_label check (length(record_label) <= 255)
);
create index ix_audit_log__occurred_at on audit_log (tenant_id, occurred_at, id);
create index ix_audit_log__record on audit_log (tenant_id, record, record_id, occurred_at);
create index ix_audit_log__user on audit_log (tenant_id, user_id, occurred_at);
create index ix_audit_log__ip_address on audit_log (tenant_id, ip_address, occurred_at, id);
create index ix_audit_log__sealing on audit_log (tenant_id, transaction_id, sequence);

alter table audit_log enable row level security;
alter table audit_log force row level security;
create policy definers on audit_log
  to current_user, kontor_ledger, kontor_search, kontor_directory using (true) with check (true);
create policy readers on audit_log for select to kontor_app
  using (tenant_id = (select nullif(current_setting('erp.tenant_id', true), '')::uuid)
    and (organization_id is null or organization_id = any ((select string_to_array(
      nullif(current_setting('erp.org_ids', true), ''), ',')::uuid[])::uuid[])));
-- A failed sign-in has no tenant yet.
create policy adders on audit_log for insert to kontor_app
  with check (tenant_id is not distinct from
    (select nullif(current_setting('erp.tenant_id', true), '')::uuid));
grant select on audit_log to kontor_app, kontor_directory;
grant insert (id, tenant_id, organization_id, user_id, actor_name, action, record, record_id, record_label,
  changes, context) on audit_log to kontor_app;
call kontor.append_only('audit_log', 'kontor_directory');
grant delete on audit_log to kontor_directory;

-- A personal value stands in the audit row as the digest of salt and value only; both stand here, where
-- erasure may delete them without breaking the chain (DOMAIN 22).
create table audit_personal (
  tenant_id uuid not null,
  audit_id uuid not null,
  field text not null,
  side text not null,
  salt bytea not null,
  value jsonb,
  constraint pk_audit_personal primary key (tenant_id, audit_id, field, side),
  constraint fk_audit_personal__audit foreign key (audit_id) references audit_log (id),
  constraint ck_audit_personal__side check (side in ('old', 'new')),
  constraint ck_audit_personal__salt check (length(salt) >= 16)
);
call kontor.index_references('audit_personal');
call kontor.protect('audit_personal', 'tenant');
call kontor.append_only('audit_personal', 'kontor_directory');
grant select, delete on audit_personal to kontor_directory;
grant insert (tenant_id, organization_id, user_id, actor_name, action, record, record_id, record_label,
  context) on audit_log to kontor_directory;

-- Erases the personal values of one record in all its audit rows, and says so in a row of its own.
create function kontor.erase_personal(p_record text, p_record_id text, p_actor_name text,
  p_context jsonb default '{}') returns integer
language plpgsql
as $$
declare
  erased integer;
begin
  delete from audit_personal p using audit_log a
  where a.tenant_id = kontor.tenant_id() and a.record = p_record and a.record_id = p_record_id
    and p.tenant_id = a.tenant_id and p.audit_id = a.id;
  get diagnostics erased = row_count;
  insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id, context)
  values (kontor.tenant_id(), kontor.user_id(), p_actor_name, 'ERASE', p_record, p_record_id,
    p_context || jsonb_build_object('values', erased));
  return erased;
end
$$;
call kontor.define_as('kontor_directory', 'kontor.erase_personal(text, text, text, jsonb)');
call kontor.open_to_application('kontor.erase_personal(text, text, text, jsonb)');

create table outbox_event (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid,
  event text not null,
  record text,
  record_id uuid,
  payload jsonb not null default '{}',
  user_id uuid,
  occurred_at timestamptz not null default now(),
  sequence bigint not null generated always as identity,
  transaction_id xid8 not null default pg_current_xact_id(),
  constraint pk_outbox_event primary key (tenant_id, id),
  constraint ck_outbox_event__event check (event like '%.%')
);
create index ix_outbox_event__relaying on outbox_event (tenant_id, transaction_id, sequence);
call kontor.protect('outbox_event', 'tenant');
revoke insert on outbox_event from kontor_app;
grant insert (id, tenant_id, organization_id, event, record, record_id, payload, user_id)
  on outbox_event to kontor_app, kontor_ledger;
call kontor.append_only('outbox_event', 'kontor_directory');

-- How far each consumer has got, one row a relayed batch.
create table outbox_relayed (
  tenant_id uuid not null,
  consumer text not null,
  transaction_id xid8 not null,
  sequence bigint not null,
  relayed_at timestamptz not null default now(),
  constraint pk_outbox_relayed primary key (tenant_id, consumer, transaction_id, sequence)
);
call kontor.protect('outbox_relayed', 'tenant');
call kontor.append_only('outbox_relayed', 'kontor_directory');
grant select, delete on outbox_event, outbox_relayed to kontor_directory;

-- The next events of the tenant for a consumer, in order of commit horizon, never one that an earlier
-- transaction still under way could precede (DOMAIN 23). The consumer then inserts into outbox_relayed.
create function kontor.next_events(p_consumer text, p_limit integer) returns setof outbox_event
language sql stable
as $$
  with reached as (
    select transaction_id, sequence from outbox_relayed
    where tenant_id = kontor.tenant_id() and consumer = p_consumer
    order by transaction_id desc, sequence desc
    limit 1
  )
  select e.*
  from outbox_event e
  where e.tenant_id = kontor.tenant_id()
    and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
    and (e.transaction_id, e.sequence) >
      (coalesce((select transaction_id from reached), '0'), coalesce((select sequence from reached), 0))
  order by e.transaction_id, e.sequence
  limit p_limit
$$;

-- Tenants with anything left for a consumer, so that the relay need not visit them all.
create function kontor.list_tenants_with_events(p_consumer text) returns setof uuid
language sql stable
as $$
  select t.id
  from kontor.list_tenants() t (id)
  where exists (
    select from outbox_event e
    where e.tenant_id = t.id
      and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
      and (e.transaction_id, e.sequence) > (
        coalesce((select r.transaction_id from outbox_relayed r
          where r.tenant_id = t.id and r.consumer = p_consumer
          order by r.transaction_id desc, r.sequence desc limit 1), '0'),
        coalesce((select r.sequence from outbox_relayed r
          where r.tenant_id = t.id and r.consumer = p_consumer
          order by r.transaction_id desc, r.sequence desc limit 1), 0)))
$$;

-- Deletes events older than p_before that every consumer has passed, and their positions but the last.
create function kontor.prune_events(p_before timestamptz) returns bigint
language plpgsql
as $$
declare
  pruned bigint;
begin
  with positions as (
    select distinct on (consumer) consumer, transaction_id, sequence from outbox_relayed
    where tenant_id = kontor.tenant_id()
    order by consumer, transaction_id desc, sequence desc
  ), slowest as (
    select transaction_id, sequence from positions order by transaction_id, sequence limit 1
  )
  delete from outbox_event e using slowest s
  where e.tenant_id = kontor.tenant_id() and e.occurred_at < p_before
    and (e.transaction_id, e.sequence) <= (s.transaction_id, s.sequence);
  get diagnostics pruned = row_count;
  delete from outbox_relayed r
  where r.tenant_id = kontor.tenant_id() and exists (
    select from outbox_relayed later
    where later.tenant_id = r.tenant_id and later.consumer = r.consumer
      and (later.transaction_id, later.sequence) > (r.transaction_id, r.sequence));
  return pruned;
end
$$;
call kontor.define_as('kontor_directory', 'kontor.next_events(text, integer)',
  'kontor.list_tenants_with_events(text)', 'kontor.prune_events(timestamptz)');
call kontor.open_to_application('kontor.next_events(text, integer)',
  'kontor.list_tenants_with_events(text)', 'kontor.prune_events(timestamptz)');
grant execute on function kontor.list_tenants() to kontor_directory;

-- Written with its answer by the last statement before COMMIT; a lock on the key makes its twin wait
-- (0071-calls.sql). A refused or failed call leaves no key (DOMAIN 25).
create table idempotency_key (
  tenant_id uuid not null,
  account_id uuid not null,
  key text not null,
  route text not null,
  body_digest bytea not null,
  status integer not null,
  -- The server packs it.
  answer bytea storage external not null,
  created_at timestamptz not null default now(),
  constraint pk_idempotency_key primary key (tenant_id, account_id, key),
  constraint ck_idempotency_key__key check (key <> '' and length(key) <= 255)
);
create index ix_idempotency_key__created_at on idempotency_key (tenant_id, created_at);
call kontor.protect('idempotency_key', 'tenant');
revoke update on idempotency_key from kontor_app;
