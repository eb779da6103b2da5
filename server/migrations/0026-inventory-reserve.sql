-- Reserving and releasing: what a confirmed line is promised of a warehouse, and what it still waits for.

create type kontor.demand_line as (
  position bigint, demand_id uuid, organization_id uuid, document_kind text, document_id uuid,
  document_line_id uuid, product_id uuid, lot_id uuid, warehouse_id uuid, warehouse_organization_id uuid,
  owner_id uuid, supply text, quantity numeric, promised_on date, minimum_life_days integer,
  is_complete boolean
);

-- Takes up to p_quantity of one demand from the places of its warehouse, first-expired first as of p_day,
-- or from the place and lot named; tells how much it found. The level is locked by the caller.
create function kontor.pick(
  p_tenant_id uuid, p_demand_id uuid, p_document_kind text, p_document_id uuid, p_document_line_id uuid,
  p_quantity numeric, p_location_id uuid, p_lot_id uuid, p_day date
) returns numeric
language sql
as $$
  with candidate as (
    select b.tenant_id, b.organization_id, d.id as demand_id, b.product_id, b.lot_id, b.location_id,
      b.owner_id, b.on_hand - b.allocated as free,
      sum(b.on_hand - b.allocated) over (order by t.expires_on, s.name, b.id) as reach
    from stock_demand d
    join stock_balance b on b.tenant_id = p_tenant_id and b.product_id = d.product_id
      and b.warehouse_id = d.warehouse_id and b.owner_key = d.owner_key
    join stock_location s on s.tenant_id = b.tenant_id and s.id = b.location_id
    left join lot t on t.tenant_id = b.tenant_id and t.id = b.lot_id
    where d.id = p_demand_id and b.is_usable and b.on_hand > b.allocated
      and (p_location_id is null or b.location_id = p_location_id)
      and (p_lot_id is null or b.lot_id = p_lot_id)
      and (t.expires_on is null or t.expires_on >= p_day + d.minimum_life_days)
  ), picked as (
    insert into stock_allocation (tenant_id, organization_id, demand_id, document_kind, document_id,
      document_line_id, product_id, lot_id, location_id, owner_id, quantity)
    select c.tenant_id, c.organization_id, c.demand_id, p_document_kind, p_document_id, p_document_line_id,
      c.product_id, c.lot_id, c.location_id, c.owner_id, least(c.free, p_quantity - (c.reach - c.free))
    from candidate c
    where c.reach - c.free < p_quantity
    returning quantity
  )
  select coalesce(sum(quantity), 0) from picked
$$;

-- A demand for one lot is worth nothing without the goods: it reserves only what it can hold in their
-- places at once (DOMAIN 4). Until a delivery takes them over, the holding document is the demand's own.
create function kontor.hold_lot(p_tenant_id uuid, p_demand_id uuid) returns void
language plpgsql
as $$
declare
  demand stock_demand;
  held numeric;
  free numeric;
  found_quantity numeric;
begin
  select * into demand from stock_demand where id = p_demand_id;
  select l.usable - l.reserved into free from stock_level l
  where l.tenant_id = demand.tenant_id and l.product_id = demand.product_id
    and l.warehouse_id = demand.warehouse_id and l.owner_key = demand.owner_key;
  select coalesce(sum(a.quantity), 0) into held from stock_allocation a
  where a.demand_id = demand.id;
  found_quantity := kontor.pick(demand.tenant_id, demand.id, demand.document_kind, demand.document_id,
    demand.document_line_id, least(demand.quantity - held, free + demand.reserved - held),
    null, demand.lot_id, coalesce(demand.promised_on, (select (kontor.clock() at time zone o.timezone)::date
      from organization o
      where o.tenant_id = demand.tenant_id and o.id = demand.warehouse_organization_id)));
  update stock_demand set reserved = held + found_quantity
  where id = demand.id and reserved <> held + found_quantity;
end
$$;

-- The day until which lots must last that serve a demand; null where any unexpired one will do.
create function kontor.lasts_until(p_demand stock_demand) returns date
language sql stable
as $$
  select coalesce(p_demand.promised_on, (kontor.clock() at time zone o.timezone)::date)
    + p_demand.minimum_life_days
  from organization o
  where p_demand.minimum_life_days > 0
    and o.tenant_id = p_demand.tenant_id and o.id = p_demand.warehouse_organization_id
$$;

-- DOMAIN 20: how much of a level can be promised to who wants lots that last until a day; below 0 where more
-- is promised already. A lot that lasts longer serves those too who want less, so for that day and each earlier
-- one the lots that last so long must suffice for all who want it, beside what others have picked of them.
create function kontor.lasting_free(
  p_tenant_id uuid, p_product_id uuid, p_warehouse_id uuid, p_owner_key uuid, p_until date
) returns numeric
language sql stable
as $$
  with promised as materialized (
    select d.id, d.reserved, kontor.lasts_until(d) as until
    from stock_demand d
    where d.tenant_id is not distinct from p_tenant_id and d.product_id = p_product_id
      and d.warehouse_id = p_warehouse_id and d.owner_key = p_owner_key and d.reserved > 0
  ), lying as materialized (
    select b.location_id, b.lot_key, b.on_hand, coalesce(t.expires_on, 'infinity') as expires_on
    from stock_balance b
    left join lot t on t.tenant_id = b.tenant_id and t.id = b.lot_id
    where b.tenant_id = p_tenant_id and b.product_id = p_product_id and b.warehouse_id = p_warehouse_id
      and b.owner_key = p_owner_key and b.is_usable and b.on_hand > 0
  ), picked as materialized (
    select a.quantity, l.expires_on, p.until
    from promised p
    join stock_allocation a on a.demand_id = p.id
    join lying l on l.location_id = a.location_id and l.lot_key = a.lot_key
  )
  select min(coalesce((select sum(l.on_hand) from lying l where l.expires_on >= w.day), 0)
    - coalesce((select sum(p.reserved) from promised p where p.until >= w.day), 0)
    - coalesce((select sum(x.quantity) from picked x
      where x.expires_on >= w.day and coalesce(x.until, '-infinity') < w.day), 0))
  from (
    select p_until as day
    union
    select p.until from promised p where p.until < p_until
  ) w
$$;

-- Reserves for one demand what is free for it, lasting lots where it wants such; tells how much. The level is
-- locked by the caller.
create function kontor.reserve_in_turn(p_tenant_id uuid, p_demand_id uuid) returns numeric
language plpgsql
as $$
declare
  given numeric;
begin
  select least(d.quantity - d.reserved, l.usable - l.reserved, case when d.minimum_life_days > 0 then
    kontor.lasting_free(p_tenant_id, d.product_id, d.warehouse_id, d.owner_key, kontor.lasts_until(d)) end)
  into given
  from stock_demand d
  join stock_level l on l.tenant_id = p_tenant_id and l.product_id = d.product_id
    and l.warehouse_id = d.warehouse_id and l.owner_key = d.owner_key
  where d.id = p_demand_id;
  if given <= 0 then
    return 0;
  end if;
  update stock_demand set reserved = reserved + given where id = p_demand_id;
  return given;
end
$$;

-- Sets what document lines need from a warehouse and reserves what is free; the rest is back order.
-- p_demands: [{document_kind, document_id, document_line_id, organization_id, product_id, warehouse_id,
--   quantity, promised_on?, supply?, lot_id?, owner_id?, minimum_life_days?, customer_id?, is_complete?}],
--   quantity being what is still to be supplied; the customer is asked how long lots must last where the
--   demand does not say. Called again for the same line it changes the demand (amendment) and
--   keeps its place in the queue; 0 ends it. Lines with is_complete refuse instead of waiting.
create function kontor.reserve(p_demands jsonb) returns table (
  document_line_id uuid, warehouse_id uuid, quantity numeric, reserved numeric, open_quantity numeric
)
language plpgsql
as $$
#variable_conflict use_column
declare
  own_tenant constant uuid := kontor.tenant_id();
  lines kontor.demand_line[];
  has_standing boolean;
  has_lots boolean;
  has_complete boolean;
  has_missing boolean;
  lasting uuid;
begin
  select array_agg(row(j.position, d.id, o.id, j.document_kind, j.document_id, j.document_line_id, p.id,
      j.lot_id, w.id, w.organization_id, j.owner_id, coalesce(j.supply, 'stock'), j.quantity, j.promised_on,
      case p.tracking when 'none' then 0 else coalesce(j.minimum_life_days, c.minimum_life_days, 0) end,
      coalesce(j.is_complete, false))::kontor.demand_line
      order by j.position),
    bool_or(d.id is not null or j.quantity = 0), bool_or(p.tracking <> 'none'), bool_or(j.is_complete),
    bool_or(l.id is null)
  into lines, has_standing, has_lots, has_complete, has_missing
  from rows from (jsonb_to_recordset(p_demands) as (document_kind text, document_id uuid,
    document_line_id uuid, organization_id uuid, product_id uuid, warehouse_id uuid, quantity numeric,
    promised_on date, supply text, lot_id uuid, owner_id uuid, minimum_life_days integer, customer_id uuid,
    is_complete boolean)) with ordinality as j (document_kind, document_id, document_line_id,
      organization_id, product_id, warehouse_id, quantity, promised_on, supply, lot_id, owner_id,
      minimum_life_days, customer_id, is_complete, position)
  join warehouse w on w.tenant_id = own_tenant and w.id = j.warehouse_id
  join organization o on o.tenant_id = own_tenant and o.id = j.organization_id
  join product p on p.tenant_id = own_tenant and p.id = j.product_id and p.is_inventory_tracked
  left join partner c on c.tenant_id = own_tenant and c.id = j.customer_id
  left join stock_demand d on d.tenant_id is not distinct from own_tenant
      and d.document_line_id = j.document_line_id
    and d.warehouse_id = j.warehouse_id
    and d.owner_key = coalesce(j.owner_id, '00000000-0000-0000-0000-000000000000')
  left join stock_level l on l.tenant_id = own_tenant and l.product_id = j.product_id
    and l.warehouse_id = j.warehouse_id
    and l.owner_key = coalesce(j.owner_id, '00000000-0000-0000-0000-000000000000');
  if coalesce(cardinality(lines), 0) <> jsonb_array_length(p_demands) then
    perform kontor.refuse('inventory.not_reservable');
  end if;

  perform kontor.lock_levels(array_agg(row(own_tenant, k.warehouse_organization_id, k.product_id,
    k.warehouse_id, k.owner_id)::kontor.level_key) || case when has_lots then
    kontor.expired_levels(own_tenant, array_agg(distinct k.product_id)) end, has_missing)
  from unnest(lines) k;
  if has_lots then
    perform kontor.expire_stock(own_tenant, array_agg(distinct k.product_id)) from unnest(lines) k;
  end if;
  if has_standing then
    perform kontor.change_demands(own_tenant, lines);
  end if;

  if has_standing or has_lots then
    perform kontor.insert_demands(own_tenant, lines, has_standing);
    perform kontor.hold_lot(own_tenant, d.id)
    from unnest(lines) k
    join stock_demand d on d.tenant_id is not distinct from own_tenant
      and d.document_line_id = k.document_line_id
      and d.warehouse_id = k.warehouse_id and d.owner_id is not distinct from k.owner_id
    where d.lot_id is not null and d.supply = 'stock' and d.reserved < d.quantity;
    for lasting in
      select d.id
      from unnest(lines) k
      join stock_demand d on d.tenant_id is not distinct from own_tenant
        and d.document_line_id = k.document_line_id
        and d.warehouse_id = k.warehouse_id and d.owner_id is not distinct from k.owner_id
      where k.minimum_life_days > 0 and d.lot_id is null and d.supply = 'stock' and d.reserved < d.quantity
      order by k.position
    loop
      perform kontor.reserve_in_turn(own_tenant, lasting);
    end loop;
    return query
      select k.document_line_id, k.warehouse_id, coalesce(d.quantity, 0), coalesce(d.reserved, 0),
        coalesce(d.quantity - d.reserved, 0)
      from unnest(lines) k
      left join stock_demand d on d.tenant_id is not distinct from own_tenant
      and d.document_line_id = k.document_line_id
        and d.warehouse_id = k.warehouse_id
        and d.owner_key = coalesce(k.owner_id, '00000000-0000-0000-0000-000000000000')
      order by k.position;
  else
    return query select * from kontor.insert_demands(own_tenant, lines, false);
  end if;
  if has_complete then
    perform kontor.refuse_incomplete(own_tenant, lines);
  end if;
end
$$;

-- Each line takes what the lines of the same level before it leave free; who names a lot or wants lasting ones
-- is served after that.
create function kontor.insert_demands(p_tenant_id uuid, p_lines kontor.demand_line[], p_has_standing boolean)
returns table (
  document_line_id uuid, warehouse_id uuid, quantity numeric, reserved numeric, open_quantity numeric
)
language plpgsql
as $$
#variable_conflict use_column
begin
  return query
  insert into stock_demand (tenant_id, organization_id, document_kind, document_id, document_line_id,
    product_id, lot_id, warehouse_id, warehouse_organization_id, owner_id, supply, quantity, reserved,
    promised_on, minimum_life_days)
  select p_tenant_id, n.organization_id, n.document_kind, n.document_id, n.document_line_id, n.product_id,
    n.lot_id, n.warehouse_id, n.warehouse_organization_id, n.owner_id, n.supply, n.quantity,
    greatest(0, least(n.takes, n.free - n.reach + n.takes)), n.promised_on, n.minimum_life_days
  from (
    select k.*, l.usable - l.reserved as free, t.takes, sum(t.takes) over (
      partition by k.product_id, k.warehouse_id, k.owner_id order by k.position) as reach
    from unnest(p_lines) k
    cross join lateral (
      select case when k.supply = 'stock' and k.lot_id is null and k.minimum_life_days = 0
        then k.quantity else 0 end as takes) t
    join stock_level l on l.tenant_id = p_tenant_id and l.product_id = k.product_id
      and l.warehouse_id = k.warehouse_id
      and l.owner_key = coalesce(k.owner_id, '00000000-0000-0000-0000-000000000000')
    where not p_has_standing or k.quantity > 0 and not exists (
      select from stock_demand d where d.id = k.demand_id)
  ) n
  returning document_line_id, warehouse_id, quantity, reserved, quantity - reserved;
end
$$;

-- The amendment half of reserve(): what is given back goes to whoever waits, the changed line among them.
create function kontor.change_demands(p_tenant_id uuid, p_lines kontor.demand_line[]) returns void
language plpgsql
as $$
declare
  fixed record;
begin
  select d.document_line_id, p.sku, a.quantity::text as allocated
  into fixed
  from unnest(p_lines) k
  join stock_demand d on d.id = k.demand_id
  join product p on p.tenant_id = p_tenant_id and p.id = d.product_id
  cross join lateral (
    select coalesce(sum(a.quantity), 0) as quantity from stock_allocation a
    where a.demand_id = d.id and a.document_line_id <> d.document_line_id
  ) a
  where a.quantity > case when d.product_id = k.product_id and d.lot_id is not distinct from k.lot_id
    then k.quantity else 0 end
  limit 1;
  if found then
    perform kontor.refuse('inventory.allocated_to_delivery', jsonb_build_object('product', fixed.sku,
      'allocated', fixed.allocated, 'document_line', fixed.document_line_id));
  end if;
  -- What the demand itself holds of a lot is taken anew by hold_lot().
  delete from stock_allocation a
  using unnest(p_lines) k
  where a.demand_id = k.demand_id and a.document_line_id = k.document_line_id;
  delete from stock_demand d
  using unnest(p_lines) k
  where d.id = k.demand_id
    and (k.quantity = 0 or d.product_id <> k.product_id or d.lot_id is distinct from k.lot_id);
  update stock_demand d
  set quantity = k.quantity, promised_on = k.promised_on, supply = k.supply,
    minimum_life_days = k.minimum_life_days,
    -- Who wants a lot, or lots that last otherwise than before, keeps only what is picked for him.
    reserved = case when d.lot_id is null and (k.minimum_life_days = 0
        or (k.minimum_life_days, k.promised_on) is not distinct from (d.minimum_life_days, d.promised_on))
      then least(d.reserved, k.quantity)
      else coalesce((
        select sum(a.quantity) from stock_allocation a
        where a.demand_id = d.id), 0) end
  from unnest(p_lines) k
  where d.id = k.demand_id;
  perform kontor.serve_levels(p_tenant_id, array_agg(row(p_tenant_id, k.warehouse_organization_id,
    k.product_id, k.warehouse_id, k.owner_id)::kontor.level_key))
  from unnest(p_lines) k;
end
$$;

create function kontor.serve_levels(p_tenant_id uuid, p_keys kontor.level_key[]) returns void
language plpgsql
as $$
declare
  waiting uuid[];
begin
  select array_agg(distinct l.id) into waiting
  from unnest(p_keys) k
  join stock_level l on l.tenant_id = p_tenant_id and l.product_id = k.product_id
    and l.warehouse_id = k.warehouse_id
    and l.owner_key = coalesce(k.owner_id, '00000000-0000-0000-0000-000000000000')
  where l.open_demand > 0 and l.usable > l.reserved;
  if waiting is not null then
    perform kontor.serve_demands(p_tenant_id, waiting);
  end if;
end
$$;

create function kontor.refuse_incomplete(p_tenant_id uuid, p_lines kontor.demand_line[]) returns void
language plpgsql
as $$
declare
  short jsonb;
begin
  select jsonb_agg(jsonb_build_object('document_line', d.document_line_id, 'product', p.sku,
    'wanted', d.quantity::text, 'available', d.reserved::text) order by k.position)
  into short
  from unnest(p_lines) k
  join stock_demand d on d.tenant_id is not distinct from p_tenant_id
    and d.document_line_id = k.document_line_id
    and d.warehouse_id = k.warehouse_id and d.owner_id is not distinct from k.owner_id
  join product p on p.tenant_id = p_tenant_id and p.id = d.product_id
  where k.is_complete and d.reserved < d.quantity and d.supply = 'stock';
  if short is not null then
    perform kontor.refuse('inventory.cannot_reserve_all', jsonb_build_object('lines', short));
  end if;
end
$$;

-- Ends the demands of document lines (close, cancel) and gives what they had to whoever waits.
create function kontor.release(p_document_line_ids uuid[]) returns table (
  document_line_id uuid, warehouse_id uuid, quantity numeric, released numeric
)
language plpgsql
as $$
#variable_conflict use_column
declare
  own_tenant constant uuid := kontor.tenant_id();
  keys kontor.level_key[];
  gone stock_demand[];
begin
  select array_agg(distinct row(d.tenant_id, d.warehouse_organization_id, d.product_id, d.warehouse_id,
    d.owner_id)::kontor.level_key)
  into keys
  from stock_demand d
  where d.tenant_id is not distinct from own_tenant and d.document_line_id = any (p_document_line_ids);
  if keys is null then
    return;
  end if;
  perform kontor.lock_levels(keys, false);
  if exists (
    select from stock_demand d
    join stock_allocation a on a.demand_id = d.id
    where d.tenant_id is not distinct from own_tenant and d.document_line_id = any (p_document_line_ids)
      and a.document_line_id <> d.document_line_id
  ) then
    perform kontor.refuse('inventory.allocated_to_delivery');
  end if;
  delete from stock_allocation a
  using stock_demand d
  where d.tenant_id is not distinct from own_tenant and d.document_line_id = any (p_document_line_ids)
    and a.demand_id = d.id;
  with deleted as (
    delete from stock_demand d
    where d.tenant_id is not distinct from own_tenant and d.document_line_id = any (p_document_line_ids)
    returning d.*
  )
  select array_agg(d::stock_demand) into gone from deleted d;
  perform kontor.serve_levels(own_tenant, keys);
  return query select d.document_line_id, d.warehouse_id, d.quantity, d.reserved from unnest(gone) d;
end
$$;

call kontor.define_ledger_part('kontor.lasts_until(stock_demand)',
  'kontor.lasting_free(uuid, uuid, uuid, uuid, date)', 'kontor.reserve_in_turn(uuid, uuid)',
  'kontor.pick(uuid, uuid, text, uuid, uuid, numeric, uuid, uuid, date)', 'kontor.hold_lot(uuid, uuid)',
  'kontor.insert_demands(uuid, kontor.demand_line[], boolean)',
  'kontor.change_demands(uuid, kontor.demand_line[])', 'kontor.serve_levels(uuid, kontor.level_key[])',
  'kontor.refuse_incomplete(uuid, kontor.demand_line[])');
call kontor.define_ledger('kontor.reserve(jsonb)', 'kontor.release(uuid[])');
call kontor.open_to_application('kontor.reserve(jsonb)', 'kontor.release(uuid[])');
