-- The chain over the audit trail: batches of rows sealed behind the transaction horizon (DOMAIN 22, 23).

-- After dump and restore transaction ids start again, the sequence goes on. An era is the life of one cluster:
-- the rows of an earlier one are all committed and come before every later row, whatever their ids say.
create table audit_era (
  number integer not null,
  cluster text not null,
  first_sequence bigint not null,
  begun_at timestamptz not null default now(),
  constraint pk_audit_era primary key (number)
);
call kontor.protect('audit_era', 'global');
call kontor.append_only('audit_era');

-- Begins an era where the cluster is another than before; run at each start before anything is written.
create function kontor.begin_audit_era() returns boolean
language plpgsql
as $$
declare
  here constant text := (select system_identifier::text from pg_control_system());
begin
  if here is not distinct from (select cluster from audit_era order by number desc limit 1) then
    return false;
  end if;
  -- Who writes at this moment is waited for, so that the new era has all that comes after.
  lock table audit_log in share row exclusive mode;
  insert into audit_era (number, cluster, first_sequence)
  select coalesce(max(number), 0) + 1, here,
    case when max(number) is null then 0 else nextval('audit_log_sequence_seq') end
  from audit_era
  having here is distinct from (array_agg(cluster order by number desc))[1];
  return found;
end
$$;
revoke all on function kontor.begin_audit_era() from public;
select kontor.begin_audit_era();

-- One row a batch. `entries` holds 48 bytes a row: its id and the digest of its canonical bytes, so that the
-- verifier can name the first row that is wrong (decision 0020). All zeros as tenant: the rows of none.
create table audit_seal (
  tenant_id uuid not null,
  number bigint not null,
  era integer not null,
  last_transaction_id xid8 not null,
  last_sequence bigint not null,
  first_position bigint not null,
  row_count integer not null,
  entries bytea not null,
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null default clock_timestamp(),
  constraint pk_audit_seal primary key (tenant_id, number),
  constraint fk_audit_seal__era foreign key (era) references audit_era (number),
  constraint ck_audit_seal__entries check (row_count > 0 and length(entries) = 48 * row_count),
  constraint ck_audit_seal__hash check (length(hash) = 32 and length(previous_hash) = 32)
);
alter table audit_seal alter column entries set storage external;
call kontor.index_references('audit_seal');
call kontor.protect('audit_seal', 'tenant');
call kontor.read_only('audit_seal');
call kontor.append_only('audit_seal', 'kontor_directory');

-- What a batch's hash was, signed. The same lines stand in files outside of the database.
create table audit_checkpoint (
  tenant_id uuid not null,
  number bigint not null,
  position bigint not null,
  hash bytea not null,
  signed_at timestamptz not null,
  key_id text not null,
  signature bytea not null,
  constraint pk_audit_checkpoint primary key (tenant_id, number)
);
call kontor.protect('audit_checkpoint', 'tenant');
call kontor.read_only('audit_checkpoint');
call kontor.append_only('audit_checkpoint', 'kontor_directory');

create table audit_signing_key (
  key_id text not null,
  public_key bytea not null,
  created_at timestamptz not null default now(),
  constraint pk_audit_signing_key primary key (key_id)
);
call kontor.protect('audit_signing_key', 'global');
call kontor.append_only('audit_signing_key');

-- What retention dropped: the rows are gone, the signed checkpoint they ended with and their count stay.
create table audit_dropped (
  tenant_id uuid not null,
  number bigint not null,
  era integer not null,
  last_transaction_id xid8 not null,
  last_sequence bigint not null,
  position bigint not null,
  row_count bigint not null,
  hash bytea not null,
  signed_at timestamptz not null,
  key_id text not null,
  signature bytea not null,
  expired_before timestamptz not null,
  dropped_at timestamptz not null default now(),
  constraint pk_audit_dropped primary key (tenant_id, number)
);
call kontor.protect('audit_dropped', 'tenant');
call kontor.read_only('audit_dropped');
call kontor.append_only('audit_dropped');
grant select, delete on audit_seal, audit_checkpoint to kontor_directory;
grant select, insert on audit_dropped to kontor_directory;
grant select on audit_era, audit_signing_key to kontor_directory;

-- One field of a canonical form: its length in bytes, its bytes; `-` where there is none. A list of such is
-- read in one way only, whatever the fields hold.
create function kontor.audit_part(p_text text) returns text
language sql immutable parallel safe
return coalesce(octet_length(p_text) || ':' || p_text, '-') || ',';

create function kontor.audit_micros(p_instant timestamptz) returns text
language sql stable parallel safe
return (extract(epoch from p_instant) * 1000000)::bigint::text;

-- The canonical bytes of a row, format 1. server/src/modules/audit/verify/canonical.ts builds the same.
create function kontor.audit_row_bytes(p_row audit_log) returns bytea
language sql stable parallel safe
return convert_to('kontor audit row 1,'
  || kontor.audit_part((p_row).tenant_id::text)
  || kontor.audit_part((p_row).organization_id::text)
  || kontor.audit_part((p_row).id::text)
  || kontor.audit_part(kontor.audit_micros((p_row).occurred_at))
  || kontor.audit_part((p_row).user_id::text)
  || kontor.audit_part((p_row).actor_name)
  || kontor.audit_part((p_row).action)
  || kontor.audit_part((p_row).record)
  || kontor.audit_part((p_row).record_id)
  || kontor.audit_part((p_row).record_label)
  || kontor.audit_part((p_row).changes::text)
  || kontor.audit_part((p_row).context::text)
  || kontor.audit_part((p_row).sequence::text)
  || kontor.audit_part((p_row).transaction_id::text), 'UTF8');

create function kontor.audit_batch_hash(p_tenant_id uuid, p_number bigint, p_first_position bigint,
  p_row_count integer, p_entries bytea, p_previous_hash bytea, p_sealed_at timestamptz) returns bytea
language sql stable parallel safe
return sha256(convert_to('kontor audit batch 1,'
  || kontor.audit_part(p_tenant_id::text)
  || kontor.audit_part(p_number::text)
  || kontor.audit_part(p_first_position::text)
  || kontor.audit_part(p_row_count::text)
  || kontor.audit_part(encode(p_previous_hash, 'hex'))
  || kontor.audit_part(encode(sha256(p_entries), 'hex'))
  || kontor.audit_part(kontor.audit_micros(p_sealed_at)), 'UTF8'));

-- Where a chain ends: its last batch, or the segment that was dropped last.
create function kontor.audit_chain_end(p_chain uuid, out number bigint, out era integer,
  out transaction_id xid8, out sequence bigint, out place bigint, out hash bytea)
language sql stable
as $$
  select e.* from (
    (select s.number, s.era, s.last_transaction_id, s.last_sequence, s.first_position + s.row_count - 1, s.hash
    from audit_seal s where s.tenant_id = p_chain order by s.number desc limit 1)
    union all
    (select d.number, d.era, d.last_transaction_id, d.last_sequence, d.position, d.hash
    from audit_dropped d where d.tenant_id = p_chain order by d.number desc limit 1)
  ) e (number, era, transaction_id, sequence, position, hash)
  order by e.number desc
  limit 1
$$;

-- Seals the next rows of a chain, one batch, and gives their number back. Within an earlier era nothing is
-- under way any more; in the present one nothing at or above the oldest transaction that still is.
create function kontor.seal_audit(p_chain uuid, p_most integer) returns integer
language plpgsql
as $$
declare
  reached record;
  stage record;
  found_rows record;
  sealed_now constant timestamptz := clock_timestamp();
begin
  perform pg_advisory_xact_lock(hashtextextended('seal audit ' || p_chain, 0));
  select * into reached from kontor.audit_chain_end(p_chain);
  for stage in
    select e.number, e.first_sequence,
      lead(e.first_sequence) over (order by e.number) as next_sequence,
      case when e.number = reached.era then reached.transaction_id else '0'::xid8 end as after_transaction,
      case when e.number = reached.era then reached.sequence else 0 end as after_sequence
    from audit_era e
    where e.number >= coalesce(reached.era, 0)
    order by e.number
  loop
    execute format('
      select string_agg(uuid_send(r.id) || r.digest, null::bytea order by r.transaction_id, r.sequence) as entries,
        count(*)::integer as row_count,
        (array_agg(r.transaction_id order by r.transaction_id desc, r.sequence desc))[1] as last_transaction_id,
        (array_agg(r.sequence order by r.transaction_id desc, r.sequence desc))[1] as last_sequence
      from (
        select a.id, a.transaction_id, a.sequence, sha256(kontor.audit_row_bytes(a)) as digest
        from audit_log a
        where %s and (a.transaction_id, a.sequence) > ($2, $3) and a.sequence >= $4
          and case when $5 is null then a.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
            else a.sequence < $5 end
        order by a.transaction_id, a.sequence
        limit $6) r',
      case when p_chain = '00000000-0000-0000-0000-000000000000' then '$1 is not null and a.tenant_id is null'
        else 'a.tenant_id = $1' end)
    into found_rows
    using p_chain, stage.after_transaction, stage.after_sequence, stage.first_sequence, stage.next_sequence,
      p_most;
    exit when found_rows.row_count > 0;
  end loop;
  if found_rows.row_count = 0 then
    return 0;
  end if;
  insert into audit_seal (tenant_id, number, era, last_transaction_id, last_sequence, first_position,
    row_count, entries, previous_hash, hash, sealed_at)
  select p_chain, n.number, stage.number, found_rows.last_transaction_id, found_rows.last_sequence,
    n.position, found_rows.row_count, found_rows.entries, n.previous,
    kontor.audit_batch_hash(p_chain, n.number, n.position, found_rows.row_count, found_rows.entries,
      n.previous, sealed_now), sealed_now
  from (select coalesce(reached.number, 0) + 1, coalesce(reached.place, 0) + 1,
    coalesce(reached.hash, decode(repeat('00', 32), 'hex'))) n (number, position, previous);
  return found_rows.row_count;
end
$$;

-- Rows not sealed yet, the newest included, of one chain; counted up to p_most.
create function kontor.audit_unsealed(p_chain uuid, p_most integer, out row_count bigint,
  out oldest_at timestamptz)
language sql stable
as $$
  with reached as (select * from kontor.audit_chain_end(p_chain)), eras as (
    select e.number, e.first_sequence, lead(e.first_sequence) over (order by e.number) as next_sequence
    from audit_era e
  ), waiting as (
    select a.occurred_at
    from eras e left join reached r on true
    cross join lateral (
      select a.occurred_at from audit_log a
      where a.tenant_id = p_chain
        and (a.transaction_id, a.sequence) > (case when e.number = r.era then r.transaction_id else '0' end,
          case when e.number = r.era then r.sequence else 0 end)
        and a.sequence >= e.first_sequence and (e.next_sequence is null or a.sequence < e.next_sequence)
      union all
      select a.occurred_at from audit_log a
      where p_chain = '00000000-0000-0000-0000-000000000000' and a.tenant_id is null
        and (a.transaction_id, a.sequence) > (case when e.number = r.era then r.transaction_id else '0' end,
          case when e.number = r.era then r.sequence else 0 end)
        and a.sequence >= e.first_sequence and (e.next_sequence is null or a.sequence < e.next_sequence)
      limit p_most) a
    where r.era is null or e.number >= r.era
  )
  select count(*), min(occurred_at) from waiting
$$;

-- Chains that have something to seal: the sealer visits no others.
create function kontor.list_unsealed_chains() returns setof uuid
language sql stable
as $$
  select c.id
  from (select t from kontor.list_tenants() t union all select '00000000-0000-0000-0000-000000000000') c (id)
  where (kontor.audit_unsealed(c.id, 1)).row_count > 0
$$;
revoke all on function kontor.audit_chain_end(uuid), kontor.seal_audit(uuid, integer),
  kontor.audit_unsealed(uuid, integer), kontor.list_unsealed_chains() from public;

-- The rows of one batch, or those after the last where p_number is null, as they stand in the table now: what
-- lies between the end of the batch before and its own, in order. Everything is text, as it enters the
-- canonical form; the salts and values of personal fields come along where they still exist.
create function kontor.audit_chain_rows(p_chain uuid, p_number bigint)
returns table (organization_id text, id text, occurred_at text, user_id text, actor_name text, action text,
  record text, record_id text, record_label text, changes text, context text, sequence text,
  transaction_id text, personal jsonb)
language plpgsql stable
as $$
declare
  bounds record;
begin
  -- Where retention dropped what came before, the first batch reaches down to the beginning.
  select coalesce(b.era, e.era, (select min(number) from audit_era)) as first_era,
    coalesce(b.last_transaction_id, e.transaction_id, '0') as after_transaction,
    coalesce(b.last_sequence, e.sequence, 0) as after_sequence,
    coalesce(s.era, (select max(number) from audit_era)) as last_era,
    s.last_transaction_id as to_transaction, s.last_sequence as to_sequence
  into bounds
  from (select) one
  left join audit_seal s on s.tenant_id = p_chain and s.number = p_number
  left join audit_seal b on b.tenant_id = p_chain and b.number = p_number - 1
  left join kontor.audit_chain_end(p_chain) e on p_number is null;
  return query execute format('
    select a.organization_id::text, a.id::text, kontor.audit_micros(a.occurred_at), a.user_id::text,
      a.actor_name, a.action, a.record, a.record_id, a.record_label, a.changes::text, a.context::text,
      a.sequence::text, a.transaction_id::text,
      (select jsonb_agg(jsonb_build_object(''field'', p.field, ''side'', p.side,
          ''salt'', encode(p.salt, ''hex''), ''value'', p.value))
        from audit_personal p where p.tenant_id = $1 and p.audit_id = a.id)
    from (select e.number, e.first_sequence, lead(e.first_sequence) over (order by e.number) as next_sequence
      from audit_era e) e
    cross join lateral (
      select * from audit_log a
      where %s and a.sequence >= e.first_sequence and (e.next_sequence is null or a.sequence < e.next_sequence)
        and (e.number > $2 or (a.transaction_id, a.sequence) > ($3, $4))
        and (e.number < $5 or $6 is null or (a.transaction_id, a.sequence) <= ($6, $7))) a
    where e.number between $2 and $5
    order by e.number, a.transaction_id, a.sequence',
    case when p_chain = '00000000-0000-0000-0000-000000000000' then 'a.tenant_id is null'
      else 'a.tenant_id = $1' end)
  using p_chain, bounds.first_era, bounds.after_transaction, bounds.after_sequence, bounds.last_era,
    bounds.to_transaction, bounds.to_sequence;
end
$$;
revoke all on function kontor.audit_chain_rows(uuid, bigint) from public;

-- What the verifier of each night found, and the day's proof that it ran.
create table audit_verification (
  tenant_id uuid not null,
  verified_at timestamptz not null default clock_timestamp(),
  verdict text not null,
  row_count bigint not null,
  position bigint not null,
  unsealed bigint not null,
  -- The first bad row: kind, position, id, text.
  fault jsonb,
  constraint pk_audit_verification primary key (tenant_id, verified_at),
  constraint ck_audit_verification__verdict check (verdict in ('verified', 'broken'))
);
call kontor.protect('audit_verification', 'tenant');
call kontor.read_only('audit_verification');
call kontor.append_only('audit_verification');

-- How the chain of the caller's tenant stands.
create function kontor.audit_state() returns jsonb
language sql stable
as $$
  select jsonb_build_object(
    'unsealed', u.row_count,
    'oldest_unsealed_at', u.oldest_at,
    'position', coalesce(e.place, 0),
    'hash', encode(e.hash, 'hex'),
    'sealed_at', (select s.sealed_at from audit_seal s where s.tenant_id = kontor.tenant_id()
      order by s.number desc limit 1),
    'checkpoint', (select jsonb_build_object('number', c.number, 'position', c.position,
        'hash', encode(c.hash, 'hex'), 'signed_at', c.signed_at, 'key_id', c.key_id)
      from audit_checkpoint c where c.tenant_id = kontor.tenant_id() order by c.number desc limit 1),
    'verification', (select jsonb_build_object('verdict', v.verdict, 'verified_at', v.verified_at,
        'rows', v.row_count, 'position', v.position, 'fault', v.fault)
      from audit_verification v where v.tenant_id = kontor.tenant_id() order by v.verified_at desc limit 1),
    'expired', coalesce((select max(d.position) from audit_dropped d
      where d.tenant_id = kontor.tenant_id()), 0))
  from kontor.audit_unsealed(kontor.tenant_id(), 10001) u, kontor.audit_chain_end(kontor.tenant_id()) e
$$;
grant select on audit_verification to kontor_directory;
grant execute on function kontor.audit_unsealed(uuid, integer), kontor.audit_chain_end(uuid)
  to kontor_directory;
call kontor.define_as('kontor_directory', 'kontor.audit_state()');
call kontor.open_to_application('kontor.audit_state()');

-- The rows of the caller's own chain for the package; the engine lets only those near it who may have them all,
-- or picks what they may see.
create function kontor.audit_own_rows(p_number bigint)
returns table (organization_id text, id text, occurred_at text, user_id text, actor_name text, action text,
  record text, record_id text, record_label text, changes text, context text, sequence text,
  transaction_id text, personal jsonb)
language sql stable
as $$
  select * from kontor.audit_chain_rows(kontor.tenant_id(), p_number)
  where kontor.tenant_id() <> '00000000-0000-0000-0000-000000000000'
$$;
grant execute on function kontor.audit_chain_rows(uuid, bigint) to kontor_directory;
call kontor.define_as('kontor_directory', 'kontor.audit_own_rows(bigint)');
call kontor.open_to_application('kontor.audit_own_rows(bigint)');
grant execute on function kontor.audit_micros(timestamptz) to kontor_app;
