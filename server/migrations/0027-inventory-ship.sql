-- Allocating and shipping: a delivery takes places and lots for what is reserved for it, then moves them.

create type kontor.allocation_line as (
  position bigint, demand_id uuid, document_kind text, document_id uuid, document_line_id uuid,
  demand_line_id uuid, product_id uuid, warehouse_id uuid, warehouse_organization_id uuid, owner_id uuid,
  owner_key uuid, location_id uuid, lot_id uuid, quantity numeric, minimum_life_days integer
);

-- Sees to it that every demand has as much reserved as these lines and its other allocations take.
create function kontor.reserve_for_allocation(p_tenant_id uuid, p_lines kontor.allocation_line[]) returns void
language plpgsql
as $$
declare
  lacking record;
  short jsonb := '[]';
begin
  for lacking in
    select d.id, d.document_line_id, p.sku, d.quantity, d.reserved, n.quantity + a.quantity as wanted,
      l.id as level_id, l.tenant_id
    from (select k.demand_id, sum(k.quantity) as quantity from unnest(p_lines) k group by k.demand_id) n
    join stock_demand d on d.id = n.demand_id
    join product p on p.tenant_id = p_tenant_id and p.id = d.product_id
    join stock_level l on l.tenant_id = p_tenant_id and l.product_id = d.product_id
      and l.warehouse_id = d.warehouse_id and l.owner_key = d.owner_key
    cross join lateral (
      select coalesce(sum(x.quantity), 0) as quantity from stock_allocation x
      where x.demand_id = d.id
    ) a
    where d.reserved < n.quantity + a.quantity
    order by d.id
  loop
    -- One at a time: two demands of a level share what is free.
    update stock_demand d
    set reserved = d.reserved + least(lacking.wanted - d.reserved, d.quantity - d.reserved,
      (select l.usable - l.reserved from stock_level l
       where l.tenant_id = lacking.tenant_id and l.id = lacking.level_id))
    where d.id = lacking.id
    returning d.reserved into lacking.reserved;
    if lacking.reserved < lacking.wanted then
      short := short || jsonb_build_object('document_line', lacking.document_line_id, 'product', lacking.sku,
        'wanted', lacking.wanted::text, 'available', lacking.reserved::text);
    end if;
  end loop;
  if short <> '[]' then
    perform kontor.refuse('inventory.not_reserved', jsonb_build_object('lines', short));
  end if;
end
$$;

-- Takes places and lots for lines of deliveries or production orders, first-expired first as of p_day.
-- p_lines: [{document_kind, document_id, document_line_id, demand_line_id, quantity, warehouse_id?,
--   location_id?, lot_id?}]; demand_line_id is the line that was reserved for. All or nothing.
create function kontor.allocate(p_lines jsonb, p_day date) returns table (
  allocation_id uuid, document_id uuid, document_line_id uuid, product_id uuid, location_id uuid,
  location_name text, lot_id uuid, lot_number text, expires_on date, quantity numeric
)
language plpgsql
as $$
#variable_conflict use_column
declare
  own_tenant constant uuid := kontor.tenant_id();
  lines kontor.allocation_line[];
  has_lots boolean;
  has_named boolean;
  wanted_quantity numeric;
  picked_quantity numeric;
begin
  select array_agg(row(j.position, d.id, j.document_kind, j.document_id, j.document_line_id,
      d.document_line_id, d.product_id, d.warehouse_id, d.warehouse_organization_id, d.owner_id, d.owner_key,
      j.location_id, coalesce(j.lot_id, d.lot_id), j.quantity, d.minimum_life_days)::kontor.allocation_line
      order by j.position),
    bool_or(p.tracking <> 'none'), bool_or(j.location_id is not null or j.lot_id is not null
      or d.lot_id is not null or d.minimum_life_days > 0), sum(j.quantity)
  into lines, has_lots, has_named, wanted_quantity
  from rows from (jsonb_to_recordset(p_lines) as (document_kind text, document_id uuid,
    document_line_id uuid, demand_line_id uuid, quantity numeric, warehouse_id uuid, location_id uuid,
    lot_id uuid)) with ordinality as j (document_kind, document_id, document_line_id, demand_line_id,
      quantity, warehouse_id, location_id, lot_id, position)
  join stock_demand d on d.tenant_id is not distinct from own_tenant and d.document_line_id = j.demand_line_id
    and (j.warehouse_id is null or d.warehouse_id = j.warehouse_id)
  join product p on p.tenant_id = own_tenant and p.id = d.product_id;
  if coalesce(cardinality(lines), 0) <> jsonb_array_length(p_lines) then
    perform kontor.refuse('inventory.nothing_to_allocate');
  end if;

  perform kontor.lock_levels(array_agg(row(own_tenant, k.warehouse_organization_id, k.product_id,
    k.warehouse_id, k.owner_id)::kontor.level_key) || case when has_lots then
    kontor.expired_levels(own_tenant, array_agg(distinct k.product_id)) end, false)
  from unnest(lines) k;
  if has_lots then
    perform kontor.expire_stock(own_tenant, array_agg(distinct k.product_id)) from unnest(lines) k;
    -- What a demand holds of its lot goes over to the delivery.
    delete from stock_allocation a
    using unnest(lines) k
    where a.demand_id = k.demand_id and a.document_line_id = k.demand_line_id;
  end if;
  perform kontor.reserve_for_allocation(own_tenant, lines);

  if has_named then
    select sum(kontor.pick(own_tenant, k.demand_id, k.document_kind, k.document_id, k.document_line_id,
      k.quantity, k.location_id, k.lot_id, p_day))
    into picked_quantity
    from unnest(lines) k
    where k.location_id is not null or k.lot_id is not null or k.minimum_life_days > 0;
  end if;
  -- All other lines at once: each wants a stretch of its product's queue, each place offers one, and they
  -- meet where the stretches overlap.
  with wanted as materialized (
    select k.*, sum(k.quantity) over (
      partition by k.product_id, k.warehouse_id, k.owner_key order by k.position) as reach
    from unnest(lines) k
    where k.location_id is null and k.lot_id is null and k.minimum_life_days = 0
  ), product_wanted as materialized (
    select distinct w.product_id, w.warehouse_id, w.owner_key from wanted w
  ), offered as materialized (
    select b.organization_id, b.product_id, b.warehouse_id, b.owner_key, b.owner_id, b.location_id, b.lot_id,
      b.on_hand - b.allocated as free,
      sum(b.on_hand - b.allocated) over (partition by b.product_id, b.warehouse_id, b.owner_key
        order by t.expires_on, s.name, b.id) as reach
    from product_wanted w
    join stock_balance b on b.tenant_id = own_tenant and b.product_id = w.product_id
      and b.warehouse_id = w.warehouse_id and b.owner_key = w.owner_key
    join stock_location s on s.tenant_id = own_tenant and s.id = b.location_id
    left join lot t on t.tenant_id = own_tenant and t.id = b.lot_id
    where b.is_usable and b.on_hand > b.allocated
      and (t.expires_on is null or t.expires_on >= p_day)
  ), picked as (
    insert into stock_allocation (tenant_id, organization_id, demand_id, document_kind, document_id,
      document_line_id, product_id, lot_id, location_id, owner_id, quantity)
    select own_tenant, o.organization_id, w.demand_id, w.document_kind, w.document_id, w.document_line_id,
      w.product_id, o.lot_id, o.location_id, w.owner_id,
      least(w.reach, o.reach) - greatest(w.reach - w.quantity, o.reach - o.free)
    from wanted w
    join offered o on o.product_id = w.product_id and o.warehouse_id = w.warehouse_id
      and o.owner_key = w.owner_key and o.reach > w.reach - w.quantity and o.reach - o.free < w.reach
    returning quantity
  )
  select coalesce(picked_quantity, 0) + coalesce(sum(p.quantity), 0) into picked_quantity from picked p;
  if picked_quantity < wanted_quantity then
    perform kontor.refuse_picking(own_tenant, lines);
  end if;
  if has_lots then
    perform kontor.hold_lot(own_tenant, d.id)
    from unnest(lines) k
    join stock_demand d on d.id = k.demand_id
    where d.lot_id is not null;
  end if;

  return query
    select a.id, a.document_id, a.document_line_id, a.product_id, a.location_id, s.name, a.lot_id, t.number,
      t.expires_on, a.quantity
    from stock_allocation a
    join stock_location s on s.tenant_id = own_tenant and s.id = a.location_id
    left join lot t on t.tenant_id = own_tenant and t.id = a.lot_id
    where a.tenant_id is not distinct from own_tenant and a.document_id = any (
      (select array_agg(distinct k.document_id) from unnest(lines) k)::uuid[])
    order by s.name, t.expires_on, a.id;
end
$$;

create function kontor.refuse_picking(p_tenant_id uuid, p_lines kontor.allocation_line[]) returns void
language plpgsql
as $$
begin
  perform kontor.refuse('inventory.nothing_to_pick', jsonb_build_object('lines', jsonb_agg(jsonb_build_object(
    'document_line', k.document_line_id, 'product', p.sku, 'wanted', k.quantity::text,
    'available', coalesce(a.quantity, 0)::text))))
  from (
    select x.document_line_id, x.product_id, x.demand_id, sum(x.quantity) as quantity
    from unnest(p_lines) x
    group by 1, 2, 3
  ) k
  join product p on p.tenant_id = p_tenant_id and p.id = k.product_id
  left join lateral (
    select sum(x.quantity) as quantity from stock_allocation x
    where x.demand_id = k.demand_id
      and x.document_line_id = k.document_line_id
  ) a on true
  where coalesce(a.quantity, 0) < k.quantity;
end
$$;

-- Gives the places and lots of deliveries back; their demands stay reserved.
create function kontor.deallocate(p_document_ids uuid[]) returns void
language plpgsql
as $$
declare
  own_tenant constant uuid := kontor.tenant_id();
  keys kontor.level_key[];
  demands uuid[];
begin
  select array_agg(distinct row(d.tenant_id, d.warehouse_organization_id, d.product_id, d.warehouse_id,
    d.owner_id)::kontor.level_key), array_agg(distinct d.id) filter (where d.lot_id is not null)
  into keys, demands
  from stock_allocation a
  join stock_demand d on d.id = a.demand_id
  where a.tenant_id is not distinct from own_tenant and a.document_id = any (p_document_ids);
  if keys is null then
    return;
  end if;
  perform kontor.lock_levels(keys, false);
  delete from stock_allocation a
  where a.tenant_id is not distinct from own_tenant and a.document_id = any (p_document_ids);
  perform kontor.hold_lot(own_tenant, d.id) from unnest(demands) d (id);
  -- Lots that last longest may be among them.
  perform kontor.serve_levels(own_tenant, keys);
end
$$;

-- Ships all that is allocated to deliveries: allocations and demands end, the goods move to the customer.
-- p_seconds: {allocation_id: second quantity} for products that are counted and weighed; what is not said goes
-- by its share of what lies there.
create function kontor.ship(
  p_document_ids uuid[], p_effective_at timestamptz default null, p_seconds jsonb default '{}'
) returns table (
  move_id uuid, document_id uuid, document_line_id uuid, product_id uuid, lot_id uuid, location_id uuid,
  quantity numeric
)
language plpgsql
as $$
#variable_conflict use_column
declare
  own_tenant constant uuid := kontor.tenant_id();
  keys kontor.level_key[];
  taken_at timestamptz;
begin
  select array_agg(distinct row(d.tenant_id, d.warehouse_organization_id, d.product_id, d.warehouse_id,
    d.owner_id)::kontor.level_key)
  into keys
  from stock_allocation a
  join stock_demand d on d.id = a.demand_id
  where a.tenant_id is not distinct from own_tenant and a.document_id = any (p_document_ids);
  if keys is not null then
    perform kontor.lock_levels(keys, false);
  end if;
  -- Under the locks, so that no move of these goods is dated after it but booked before.
  taken_at := coalesce(p_effective_at, clock_timestamp());
  return query
    insert into stock_move (tenant_id, organization_id, product_id, lot_id, from_location_id,
      from_organization_id, to_location_id, to_organization_id, owner_id, quantity, second_quantity,
      effective_at, reason, document_kind, document_id, document_line_id)
    select own_tenant, a.organization_id, a.product_id, a.lot_id, a.location_id, a.organization_id,
      c.id, c.organization_id, a.owner_id, a.quantity, case when p.second_unit_id is null then
        (p_seconds ->> a.id::text)::numeric else coalesce((p_seconds ->> a.id::text)::numeric,
        kontor.second_share(own_tenant, a.product_id, a.location_id, a.lot_id, a.owner_id, a.quantity)) end,
      taken_at,
      'shipment', a.document_kind, a.document_id, a.document_line_id
    from stock_allocation a
    join product p on p.tenant_id = own_tenant and p.id = a.product_id
    join organization o on o.tenant_id = own_tenant and o.id = a.organization_id
    join stock_location c on c.tenant_id = own_tenant and c.organization_id = o.legal_entity_id
      and c.usage = 'customer' and c.warehouse_id is null
    where a.tenant_id is not distinct from own_tenant and a.document_id = any (p_document_ids)
    returning id, document_id, document_line_id, product_id, lot_id, from_location_id, quantity;
  if not found then
    perform kontor.refuse('inventory.nothing_allocated');
  end if;
end
$$;

call kontor.define_ledger_part('kontor.reserve_for_allocation(uuid, kontor.allocation_line[])',
  'kontor.refuse_picking(uuid, kontor.allocation_line[])');
call kontor.define_ledger('kontor.allocate(jsonb, date)', 'kontor.deallocate(uuid[])',
  'kontor.ship(uuid[], timestamptz, jsonb)');
call kontor.open_to_application('kontor.allocate(jsonb, date)', 'kontor.deallocate(uuid[])',
  'kontor.ship(uuid[], timestamptz, jsonb)');
