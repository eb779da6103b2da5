-- What keeps the stock ledger true: one trigger a table turns its rows into balances, levels and values.

-- Entries to the ledger: lent rights, and plans made once for keyed look-ups. Without the settings a plan
-- made while a table was small would read the whole of it a thousand rows later.
create procedure kontor.define_ledger(variadic p_functions text[])
language plpgsql
as $$
declare
  signature text;
begin
  foreach signature in array p_functions loop
    execute format('alter function %s set plan_cache_mode = force_generic_plan', signature);
    execute format('alter function %s set enable_seqscan = off', signature);
    execute format('alter function %s set enable_hashjoin = off', signature);
    execute format('alter function %s set enable_mergejoin = off', signature);
    execute format('alter function %s set jit = off', signature);
    call kontor.define_as('kontor_ledger', signature);
  end loop;
end
$$;

-- What only entries call works with their rights and settings, and costs nothing to enter.
create procedure kontor.define_ledger_part(variadic p_functions text[])
language plpgsql
as $$
declare
  signature text;
begin
  foreach signature in array p_functions loop
    execute format('revoke all on function %s from public', signature);
    execute format('grant execute on function %s to kontor_ledger', signature);
  end loop;
end
$$;

grant usage on schema public to kontor_ledger;
grant select on product, product_company, partner to kontor_ledger;

create type kontor.level_key as (
  tenant_id uuid, organization_id uuid, product_id uuid, warehouse_id uuid, owner_id uuid
);

-- Every writer of balances, demands and allocations locks the levels concerned first, all at once and in
-- the order of their key: then no two can wait for each other (DOMAIN 4).
create function kontor.levels_in_making(p_tenant_id uuid) returns bigint
language sql immutable
as $$
  select hashtextextended('stock_level ' || p_tenant_id, 0)
$$;

create function kontor.lock_levels(p_keys kontor.level_key[], p_make_missing boolean) returns void
language plpgsql
as $$
begin
  -- Missing rows first, in the same order: no lock is held yet that a twin making them could wait for.
  if p_make_missing and exists (
    select from unnest(p_keys) k
    where not exists (
      select from stock_level l
      where l.tenant_id = k.tenant_id and l.product_id = k.product_id and l.warehouse_id = k.warehouse_id
        and l.owner_key = coalesce(k.owner_id, '00000000-0000-0000-0000-000000000000'))
  ) then
    -- Whoever changes what is usable waits: he could not lock a level that is being made.
    perform pg_advisory_xact_lock_shared(kontor.levels_in_making(p_keys[1].tenant_id));
    insert into stock_level (tenant_id, organization_id, product_id, warehouse_id, owner_id)
    select k.tenant_id, k.organization_id, k.product_id, k.warehouse_id, k.owner_id
    from unnest(p_keys) k
    where not exists (
      select from stock_level l
      where l.tenant_id = k.tenant_id and l.product_id = k.product_id and l.warehouse_id = k.warehouse_id
        and l.owner_key = coalesce(k.owner_id, '00000000-0000-0000-0000-000000000000'))
    order by k.product_id, k.warehouse_id, k.owner_id
    on conflict do nothing;
  end if;
  perform from (
    select distinct k.tenant_id, k.product_id, k.warehouse_id,
      coalesce(k.owner_id, '00000000-0000-0000-0000-000000000000') as owner_key
    from unnest(p_keys) k
  ) wanted
  join stock_level l using (tenant_id, product_id, warehouse_id, owner_key)
  order by l.product_id, l.warehouse_id, l.owner_key
  for no key update of l;
end
$$;

-- One move with all that its two places, its product and its lot say about it.
create type kontor.checked_move as (
  id uuid, tenant_id uuid, legal_entity_id uuid, product_id uuid, lot_id uuid, owner_id uuid,
  quantity numeric, second_quantity numeric, effective_at timestamptz, day date, reason text,
  document_kind text, document_id uuid, document_line_id uuid, reverses_id uuid, bound_lot_id uuid,
  is_serial boolean,
  from_location_id uuid, from_organization_id uuid, from_warehouse_id uuid, from_usage text,
  from_is_usable boolean,
  to_location_id uuid, to_organization_id uuid, to_warehouse_id uuid, to_usage text, to_is_usable boolean,
  fault text
);

create type kontor.late_outflow as (
  tenant_id uuid, product_id uuid, location_id uuid, lot_id uuid, owner_id uuid, on_hand numeric,
  since timestamptz
);

-- DOMAIN 17: the least that a place has held since an instant. Moves of one instant count together.
create function kontor.lowest_since(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_lot_id uuid, p_owner_id uuid,
  p_on_hand numeric, p_since timestamptz
) returns numeric
language sql stable
as $$
  with moved as (
    select m.effective_at, -m.quantity as quantity from stock_move m
    where m.tenant_id = p_tenant_id and m.from_location_id = p_location_id and m.product_id = p_product_id
      and m.effective_at >= p_since
      and m.lot_id is not distinct from p_lot_id and m.owner_id is not distinct from p_owner_id
    union all
    select m.effective_at, m.quantity from stock_move m
    where m.tenant_id = p_tenant_id and m.to_location_id = p_location_id and m.product_id = p_product_id
      and m.effective_at >= p_since
      and m.lot_id is not distinct from p_lot_id and m.owner_id is not distinct from p_owner_id
  ), instants as (
    select effective_at, sum(quantity) as quantity from moved group by effective_at
  ), after as (
    select p_on_hand - coalesce(sum(quantity) over (order by effective_at desc
      rows between unbounded preceding and 1 preceding), 0) as on_hand
    from instants
  )
  select least(p_on_hand, min(on_hand)) from after
$$;

-- Says why the balances did not take the moves: which product, where, wanted and there.
create function kontor.refuse_shortage(p_moves kontor.checked_move[]) returns void
language plpgsql
as $$
declare
  short record;
begin
  with side as (
    select c.tenant_id, c.product_id, c.lot_id, c.owner_id, c.from_location_id as location_id,
      -c.quantity as q
    from unnest(p_moves) c where c.from_warehouse_id is not null
    union all
    select c.tenant_id, c.product_id, c.lot_id, c.owner_id, c.to_location_id, c.quantity
    from unnest(p_moves) c where c.to_warehouse_id is not null
  ), effect as (
    select tenant_id, product_id, lot_id, owner_id, location_id, sum(q) as delta
    from side group by 1, 2, 3, 4, 5
  )
  select p.sku, l.name as place, t.number as lot, -e.delta as wanted, coalesce(b.on_hand, 0) as on_hand,
    coalesce(b.allocated, 0) as allocated
  into short
  from effect e
  join product p on p.tenant_id = e.tenant_id and p.id = e.product_id
  join stock_location l on l.tenant_id = e.tenant_id and l.id = e.location_id
  left join lot t on t.tenant_id = e.tenant_id and t.id = e.lot_id
  left join stock_balance b on b.tenant_id = e.tenant_id and b.product_id = e.product_id
    and b.location_id = e.location_id
    and b.lot_key = coalesce(e.lot_id, '00000000-0000-0000-0000-000000000000')
    and b.owner_key = coalesce(e.owner_id, '00000000-0000-0000-0000-000000000000')
  where coalesce(b.on_hand, 0) + e.delta < coalesce(b.allocated, 0)
  order by p.sku, l.name
  limit 1;
  if found then
    perform kontor.refuse(
      case when short.on_hand < short.wanted then 'inventory.not_enough_stock'
        else 'inventory.stock_is_allocated' end,
      jsonb_strip_nulls(jsonb_build_object('product', short.sku, 'place', short.place, 'lot', short.lot,
        'wanted', short.wanted::text, 'available', (short.on_hand - short.allocated)::text)));
  end if;
  select p.sku, w.name as warehouse, sum(case when c.from_is_usable then c.quantity else 0 end) as wanted,
    min(l.usable - l.reserved) as available
  into short
  from unnest(p_moves) c
  join product p on p.tenant_id = c.tenant_id and p.id = c.product_id
  join warehouse w on w.tenant_id = c.tenant_id and w.id = c.from_warehouse_id
  join stock_level l on l.tenant_id = c.tenant_id and l.product_id = c.product_id
    and l.warehouse_id = c.from_warehouse_id
    and l.owner_key = coalesce(c.owner_id, '00000000-0000-0000-0000-000000000000')
  group by p.sku, w.name
  having sum(case when c.from_is_usable then c.quantity else 0 end) > min(l.usable - l.reserved)
  order by p.sku
  limit 1;
  perform kontor.refuse('inventory.stock_is_reserved', jsonb_build_object('product', short.sku,
    'warehouse', short.warehouse, 'wanted', short.wanted::text, 'available', short.available::text));
end
$$;

-- Says which rule a move breaks.
create function kontor.refuse_move(p_move kontor.checked_move) returns void
language plpgsql
as $$
begin
  perform kontor.refuse(p_move.fault, (
    select jsonb_strip_nulls(jsonb_build_object('product', p.sku, 'lot', t.number, 'place', l.name,
      'from_place', f.name, 'day', p_move.day))
    from product p
    join stock_location f on f.tenant_id = p_move.tenant_id and f.id = p_move.from_location_id
    join stock_location l on l.tenant_id = p_move.tenant_id and l.id = p_move.to_location_id
    left join lot t on t.tenant_id = p_move.tenant_id and t.id = p_move.lot_id
    where p.tenant_id = p_move.tenant_id and p.id = p_move.product_id));
end
$$;

-- DOMAIN 17, 20: whether a lot may go there, by its status now and at the instant of the move.
create function kontor.lot_fault(
  p_tenant_id uuid, p_lot_id uuid, p_purpose text, p_effective_at timestamptz, p_day date
) returns text
language sql stable
as $$
  select case
    when not now_allowed.is_allowed or not coalesce(then_allowed.is_allowed, true) then 'inventory.lot_status'
    when p_purpose in ('customer', 'production') and l.expires_on < p_day then 'inventory.lot_expired'
  end
  from lot l
  join lot_status_purpose now_allowed on now_allowed.status = l.status and now_allowed.purpose = p_purpose
  left join lateral (
    select r.is_allowed
    from lot_status_change c
    join lot_status_purpose r on r.status = c.status and r.purpose = p_purpose
    where c.tenant_id = l.tenant_id and c.lot_id = l.id and c.changed_at <= p_effective_at
    order by c.changed_at desc
    limit 1
  ) then_allowed on true
  where l.tenant_id = p_tenant_id and l.id = p_lot_id
$$;

-- Writes the genealogy edges of production moves and takes back what a reversal has undone (DOMAIN 20):
-- every input of an order points to every output of it, unless a move says which one it went into.
create function kontor.keep_genealogy(p_moves kontor.checked_move[]) returns void
language plpgsql
as $$
declare
  touched record;
begin
  for touched in
    select distinct coalesce(o.document_kind, c.document_kind) as document_kind,
      coalesce(o.document_id, c.document_id) as document_id, c.tenant_id
    from unnest(p_moves) c
    left join stock_move o on o.tenant_id = c.tenant_id and o.id = c.reverses_id
    where c.lot_id is not null and 'production' in (c.from_usage, c.to_usage)
      and coalesce(o.document_id, c.document_id) is not null
  loop
    -- One writer an order, or two would each miss the other's lots.
    perform pg_advisory_xact_lock(hashtextextended(touched.document_id::text, 20));
    delete from lot_genealogy where tenant_id = touched.tenant_id and document_id = touched.document_id;
    insert into lot_genealogy (tenant_id, input_lot_id, output_lot_id, document_kind, document_id)
    with standing as (
      select m.lot_id, m.bound_lot_id, t.usage = 'production' as is_input
      from stock_move m
      join stock_location f on f.tenant_id = m.tenant_id and f.id = m.from_location_id
      join stock_location t on t.tenant_id = m.tenant_id and t.id = m.to_location_id
      where m.tenant_id = touched.tenant_id and m.document_id = touched.document_id
        and m.lot_id is not null and m.reverses_id is null and 'production' in (f.usage, t.usage)
        and not exists (select from stock_move r where r.tenant_id = m.tenant_id and r.reverses_id = m.id)
    )
    select distinct touched.tenant_id, i.lot_id, o.lot_id, touched.document_kind, touched.document_id
    from standing i
    join standing o on not o.is_input and (i.bound_lot_id is null or i.bound_lot_id = o.lot_id)
    where i.is_input;
  end loop;
end
$$;
