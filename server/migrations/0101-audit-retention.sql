-- Retention of the audit trail: what is old enough goes in whole segments, up to a signed checkpoint (DOMAIN 22).

-- Years by record type, where they differ from the ten of RULINGS 25.
create table audit_retention (
  tenant_id uuid not null,
  record text not null,
  years integer not null,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  constraint pk_audit_retention primary key (tenant_id, record),
  constraint ck_audit_retention__years check (years between 1 and 100)
);
call kontor.protect('audit_retention', 'tenant');
grant select on audit_retention to kontor_directory;
grant select on lot to kontor_directory;
grant insert (tenant_id, actor_name, action, record, record_label, context) on audit_log to kontor_directory;

-- When an entry may go. What is said of a lot stays its years beyond the expiry of the lot itself.
create function kontor.audit_expires_at(p_row audit_log) returns timestamptz
language sql stable
as $$
  select greatest((p_row).occurred_at, (
      select l.expires_on::timestamptz from lot l
      where (p_row).record = 'inventory.lot' and l.tenant_id = (p_row).tenant_id
        and l.id::text = (p_row).record_id))
    + make_interval(years => coalesce((select r.years from audit_retention r
      where r.tenant_id = (p_row).tenant_id and r.record = (p_row).record), 10))
$$;

-- The last batch with a checkpoint up to which every entry of a chain has expired; null where there is none.
create function kontor.audit_expired_segment(p_chain uuid, p_now timestamptz, out number bigint,
  out place bigint, out hash bytea)
language plpgsql stable
as $$
declare
  batch record;
begin
  for batch in
    select s.number, s.first_position + s.row_count - 1 as last_position, s.hash,
      c.number is not null as has_checkpoint
    from audit_seal s
    left join audit_checkpoint c on c.tenant_id = s.tenant_id and c.number = s.number
    where s.tenant_id = p_chain and s.sealed_at < p_now - interval '1 year'
    order by s.number
  loop
    exit when exists (
      select from kontor.audit_chain_rows(p_chain, batch.number) r
      join audit_log a on a.id = r.id::uuid
      where kontor.audit_expires_at(a) >= p_now);
    if batch.has_checkpoint then
      number := batch.number;
      place := batch.last_position;
      hash := batch.hash;
    end if;
  end loop;
end
$$;

-- Drops that segment, as a signed statement of the server says it, and leaves an entry of its own.
create function kontor.drop_audit_segment(p_chain uuid, p_now timestamptz, p_number bigint,
  p_signed_at timestamptz, p_key_id text, p_signature bytea) returns bigint
language plpgsql
as $$
declare
  segment record;
  last audit_seal;
  gone uuid[];
  dropped bigint := 0;
  next_number bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('seal audit ' || p_chain, 0));
  select * into segment from kontor.audit_expired_segment(p_chain, p_now);
  if segment.number is null or segment.number < p_number then
    return 0;
  end if;
  select * into last from audit_seal where tenant_id = p_chain and number = p_number;
  insert into audit_dropped (tenant_id, number, era, last_transaction_id, last_sequence, position, row_count,
    hash, signed_at, key_id, signature, expired_before)
  select p_chain, p_number, last.era, last.last_transaction_id, last.last_sequence,
    last.first_position + last.row_count - 1, sum(s.row_count), last.hash, p_signed_at, p_key_id, p_signature,
    p_now
  from audit_seal s where s.tenant_id = p_chain and s.number <= p_number;
  -- From the last to the first, since each batch is bounded by the one before.
  for next_number in
    select s.number from audit_seal s where s.tenant_id = p_chain and s.number <= p_number
    order by s.number desc
  loop
    gone := array(select r.id::uuid from kontor.audit_chain_rows(p_chain, next_number) r);
    delete from audit_personal where audit_id = any (gone);
    delete from audit_log where id = any (gone);
    delete from audit_seal where tenant_id = p_chain and number = next_number;
    dropped := dropped + cardinality(gone);
  end loop;
  delete from audit_checkpoint where tenant_id = p_chain and number <= p_number;
  insert into audit_log (tenant_id, actor_name, action, record, record_label, context)
  values (nullif(p_chain, '00000000-0000-0000-0000-000000000000'), 'retention', 'AUDIT_EXPIRED',
    'audit.audit_log', 'to position ' || (last.first_position + last.row_count - 1),
    jsonb_build_object('rows', dropped, 'position', last.first_position + last.row_count - 1,
      'hash', encode(last.hash, 'hex'), 'expired_before', p_now));
  return dropped;
end
$$;
grant execute on function kontor.audit_chain_rows(uuid, bigint) to kontor_directory;
call kontor.define_as('kontor_directory',
  'kontor.drop_audit_segment(uuid, timestamptz, bigint, timestamptz, text, bytea)');
revoke all on function kontor.audit_expired_segment(uuid, timestamptz) from public;
grant execute on function kontor.audit_expired_segment(uuid, timestamptz) to kontor_directory;
