-- The trigger of stock_move: checks the moves of a statement, then adds them to balances, levels and values.

-- A move that carries the line of an allocation takes it up: returns how much of which.
create type kontor.taken_allocation as (
  id uuid, demand_id uuid, product_id uuid, warehouse_id uuid, location_id uuid, lot_key uuid, owner_key uuid,
  quantity numeric, is_all boolean
);

-- Ends allocations and demands whose goods have left. The caller changes the sums together with the
-- balances, in one update of each row; so the sums' own triggers rest while this role writes.
create function kontor.settle(p_tenant_id uuid, p_taken kontor.taken_allocation[]) returns void
language plpgsql
as $$
declare
  ended integer;
begin
  delete from stock_allocation a using unnest(p_taken) t
  where a.demand_id = t.demand_id and a.id = t.id and t.is_all;
  delete from stock_demand d
  using (select t.demand_id, sum(t.quantity) as quantity from unnest(p_taken) t group by 1) t
  where d.id = t.demand_id and d.quantity = t.quantity;
  get diagnostics ended = row_count;
  if ended < (select count(distinct t.demand_id) from unnest(p_taken) t) then
    update stock_allocation a set quantity = a.quantity - t.quantity from unnest(p_taken) t
    where a.demand_id = t.demand_id and a.id = t.id and not t.is_all;
    update stock_demand d set quantity = d.quantity - t.quantity, reserved = d.reserved - t.quantity
    from (select t.demand_id, sum(t.quantity) as quantity from unnest(p_taken) t group by 1) t
    where d.id = t.demand_id;
  end if;
end
$$;
grant usage on schema public to kontor_settler;
grant select, update, delete on stock_allocation, stock_demand to kontor_settler;
create policy settlers on stock_allocation to kontor_settler using (true) with check (true);
create policy settlers on stock_demand to kontor_settler using (true) with check (true);
call kontor.define_as('kontor_settler', 'kontor.settle(uuid, kontor.taken_allocation[])');
grant execute on function kontor.settle(uuid, kontor.taken_allocation[]) to kontor_ledger;

create function kontor.take_allocations(p_moves kontor.checked_move[]) returns kontor.taken_allocation[]
language plpgsql
as $$
declare
  taken_up kontor.taken_allocation[];
begin
  with moved as (
    select c.tenant_id, c.document_id, c.document_line_id, c.product_id, c.from_warehouse_id,
      c.from_location_id, coalesce(c.lot_id, '00000000-0000-0000-0000-000000000000') as lot_key,
      coalesce(c.owner_id, '00000000-0000-0000-0000-000000000000') as owner_key, sum(c.quantity) as quantity
    from unnest(p_moves) c
    where c.document_line_id is not null and c.from_warehouse_id is not null and c.reverses_id is null
    group by 1, 2, 3, 4, 5, 6, 7, 8
  ), met as (
    select a.id, a.demand_id, a.product_id, m.from_warehouse_id, a.location_id, a.lot_key, a.owner_key,
      a.quantity, least(a.quantity, m.quantity - coalesce(sum(a.quantity) over (
        partition by a.document_line_id, a.product_id, a.location_id, a.lot_key, a.owner_key order by a.id
        rows between unbounded preceding and 1 preceding), 0)) as taken
    from moved m
    join stock_allocation a on a.document_id = m.document_id
      and a.document_line_id = m.document_line_id and a.product_id = m.product_id
      and a.location_id = m.from_location_id and a.lot_key = m.lot_key and a.owner_key = m.owner_key
  )
  select array_agg(row(x.id, x.demand_id, x.product_id, x.from_warehouse_id, x.location_id, x.lot_key,
    x.owner_key, x.taken, x.taken = x.quantity)::kontor.taken_allocation)
  into taken_up
  from met x
  where x.taken > 0;
  if taken_up is null then
    return null;
  end if;

  perform kontor.settle(p_moves[1].tenant_id, taken_up);
  return taken_up;
end
$$;

create function kontor.post_stock_moves() returns trigger
language plpgsql
as $$
declare
  moves kontor.checked_move[];
  first_fault text;
  has_lots boolean;
  has_inflow boolean;
  has_document_lines boolean;
  crosses boolean;
  taken_up kontor.taken_allocation[];
  late kontor.late_outflow[];
  served uuid[];
  fresh uuid[];
  effects integer;
  merged_effects integer;
  changed_levels integer;
  merged_levels integer;
begin
  with checked as (
    select m.id, m.tenant_id, fo.legal_entity_id, m.product_id, m.lot_id, m.owner_id, m.quantity,
      m.second_quantity, m.effective_at, day.day, m.reason, m.document_kind, m.document_id,
      m.document_line_id, m.reverses_id, m.bound_lot_id, p.tracking = 'serial' as is_serial,
      f.id as from_location_id, f.organization_id as from_organization_id,
      f.warehouse_id as from_warehouse_id, f.usage as from_usage,
      f.usage = 'storage' and f.is_active and f.is_pickable and lot_state.is_good as from_is_usable,
      t.id as to_location_id, t.organization_id as to_organization_id, t.warehouse_id as to_warehouse_id,
      t.usage as to_usage,
      t.usage = 'storage' and t.is_active and t.is_pickable and lot_state.is_good as to_is_usable,
      case
        when not p.is_inventory_tracked then 'inventory.product_not_stocked'
        when m.lot_id is null and p.tracking <> 'none' then 'inventory.lot_required'
        when m.lot_id is not null and p.tracking = 'none' then 'inventory.lot_not_tracked'
        when p.tracking = 'serial' and m.quantity <> 1 then 'inventory.serial_is_one'
        when p.tracking = 'serial' and t.warehouse_id is not null and exists (
          select from stock_balance b
          where b.tenant_id = m.tenant_id and b.product_id = m.product_id and b.lot_id = m.lot_id
            and b.holds_serial and b.location_id <> f.id) then 'inventory.serial_stands_elsewhere'
        when (p.second_unit_id is null) <> (m.second_quantity is null) then 'inventory.second_quantity'
        when fo.legal_entity_id is null or fo.legal_entity_id is distinct from too.legal_entity_id
          then 'inventory.other_legal_entity'
        when t.warehouse_id is not null and p.organization_id <> all (too.ancestor_ids)
          then 'inventory.product_not_usable_here'
        when not t.is_active then 'inventory.place_inactive'
        when f.warehouse_id is null and t.warehouse_id is null
          and not (f.usage = 'supplier' and t.usage = 'customer')
          and not (f.usage = 'customer' and t.usage = 'supplier' and m.reverses_id is not null)
          then 'inventory.no_stock_place'
        when m.reverses_id is not null
          then kontor.reversal_fault(m.tenant_id, m.reverses_id, m.product_id, m.lot_id, m.owner_id,
            m.from_location_id, m.to_location_id, m.quantity, m.second_quantity)
        when m.lot_id is not null then
          kontor.lot_fault(m.tenant_id, m.lot_id, case t.usage
            when 'customer' then 'customer' when 'production' then 'production'
            when 'supplier' then 'back_to_supplier'
            when 'adjustment' then case m.reason when 'sample' then 'sample' when 'scrap' then 'destroy'
              else 'inside' end
            else 'inside' end, m.effective_at, day.day)
      end as fault
    from new_moves m
    join product p on p.tenant_id = m.tenant_id and p.id = m.product_id
    join stock_location f on f.tenant_id = m.tenant_id and f.id = m.from_location_id
    join stock_location t on t.tenant_id = m.tenant_id and t.id = m.to_location_id
    join organization fo on fo.tenant_id = m.tenant_id and fo.id = f.organization_id
    join organization too on too.tenant_id = m.tenant_id and too.id = t.organization_id
    cross join lateral (
      select (m.effective_at at time zone zone.name)::date as day,
        (kontor.clock() at time zone zone.name)::date as today
      from (select case when f.warehouse_id is null then too.timezone else fo.timezone end as name) zone
    ) day
    cross join lateral (
      select m.lot_id is null or (
        select l.status = 'released' and coalesce(l.expires_on, 'infinity') >= day.today
        from lot l where l.tenant_id = m.tenant_id and l.id = m.lot_id) as is_good
    ) lot_state
  )
  select array_agg(row(c.*)::kontor.checked_move), min(c.fault), bool_or(c.lot_id is not null),
    bool_or(c.to_warehouse_id is not null), bool_or(c.document_line_id is not null),
    bool_or(c.owner_id is null and (c.from_warehouse_id is null) <> (c.to_warehouse_id is null))
  into moves, first_fault, has_lots, has_inflow, has_document_lines, crosses
  from checked c;
  if moves is null then
    return null;
  end if;
  if first_fault is not null then
    perform kontor.refuse_move(c) from unnest(moves) c where c.fault is not null limit 1;
  end if;
  perform kontor.check_periods(moves);

  perform kontor.lock_levels(array_agg(row(k.*)::kontor.level_key), has_inflow) from (
    select c.tenant_id, c.from_organization_id, c.product_id, c.from_warehouse_id, c.owner_id
    from unnest(moves) c where c.from_warehouse_id is not null
    union
    select c.tenant_id, c.to_organization_id, c.product_id, c.to_warehouse_id, c.owner_id
    from unnest(moves) c where c.to_warehouse_id is not null
  ) k;
  if has_document_lines then
    taken_up := kontor.take_allocations(moves);
  end if;

  -- Outgoing first: a serial number leaves its old place before it stands in the new one. A balance that
  -- would fall below what is allocated is left out, and so is a level below what is reserved; then the
  -- counts differ.
  with side as (
    select c.tenant_id, c.legal_entity_id, c.from_organization_id as organization_id,
      c.from_warehouse_id as warehouse_id, c.from_location_id as location_id, c.product_id, c.lot_id,
      c.owner_id, c.is_serial, c.from_usage = 'storage' as is_storage, c.from_is_usable as is_usable,
      -c.quantity as quantity, -c.second_quantity as second_quantity, c.effective_at
    from unnest(moves) c where c.from_warehouse_id is not null
    union all
    select c.tenant_id, c.legal_entity_id, c.to_organization_id, c.to_warehouse_id, c.to_location_id,
      c.product_id, c.lot_id, c.owner_id, c.is_serial, c.to_usage = 'storage', c.to_is_usable,
      c.quantity, c.second_quantity, c.effective_at
    from unnest(moves) c where c.to_warehouse_id is not null
  ), effect as (
    select s.tenant_id, s.legal_entity_id, s.organization_id, s.warehouse_id, s.location_id, s.product_id,
      s.lot_id, s.owner_id, s.is_serial, s.is_storage, s.is_usable, sum(s.quantity) as quantity,
      coalesce(sum(s.second_quantity), 0) as second_quantity,
      min(s.effective_at) filter (where s.quantity < 0) as first_out_at, max(s.effective_at) as last_at,
      coalesce((
        select sum(x.quantity) from unnest(taken_up) x
        where x.product_id = s.product_id and x.location_id = s.location_id
          and x.lot_key = coalesce(s.lot_id, '00000000-0000-0000-0000-000000000000')
          and x.owner_key = coalesce(s.owner_id, '00000000-0000-0000-0000-000000000000')), 0) as taken
    from side s
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
    order by sum(s.quantity)
  ), merged as (
    merge into stock_balance b
    using effect e on b.tenant_id = e.tenant_id and b.product_id = e.product_id
      and b.location_id = e.location_id
      and b.lot_key = coalesce(e.lot_id, '00000000-0000-0000-0000-000000000000')
      and b.owner_key = coalesce(e.owner_id, '00000000-0000-0000-0000-000000000000')
    when matched and b.on_hand + e.quantity >= b.allocated - e.taken then
      update set on_hand = b.on_hand + e.quantity, second_on_hand = b.second_on_hand + e.second_quantity,
        allocated = b.allocated - e.taken, last_effective_at = greatest(b.last_effective_at, e.last_at)
    when not matched and e.quantity >= 0 then
      insert (tenant_id, organization_id, legal_entity_id, warehouse_id, location_id, product_id, lot_id,
        owner_id, is_storage, is_usable, is_serial, on_hand, second_on_hand, last_effective_at)
      values (e.tenant_id, e.organization_id, e.legal_entity_id, e.warehouse_id, e.location_id, e.product_id,
        e.lot_id, e.owner_id, e.is_storage, e.is_usable, e.is_serial, e.quantity, e.second_quantity,
        e.last_at)
    returning with (old as before)
      e.tenant_id, e.warehouse_id, e.location_id, e.product_id, e.lot_id, e.owner_id,
      e.quantity, e.taken, b.on_hand, b.owner_key, b.is_storage, b.is_usable, e.first_out_at,
      case when before.id is null then b.id end as fresh_id,
      e.first_out_at < greatest(before.last_effective_at, e.last_at) as is_late
  ), change as (
    select m.tenant_id, m.product_id, m.warehouse_id, m.owner_key, sum(m.taken) as taken,
      coalesce(sum(m.quantity) filter (where m.is_storage), 0) as on_hand,
      coalesce(sum(m.quantity) filter (where m.is_usable), 0) as usable
    from merged m
    group by 1, 2, 3, 4
  ), levels as (
    update stock_level l
    set on_hand = l.on_hand + c.on_hand, usable = l.usable + c.usable, reserved = l.reserved - c.taken
    from change c
    where l.tenant_id = c.tenant_id and l.product_id = c.product_id and l.warehouse_id = c.warehouse_id
      and l.owner_key = c.owner_key and (c.on_hand <> 0 or c.usable <> 0 or c.taken <> 0)
      and l.usable + c.usable >= l.reserved - c.taken
    returning l.id, c.usable > 0 and l.open_demand > 0 as is_wanted
  )
  select (select count(*) from effect), (select count(*) from merged),
    (select count(*) from change where on_hand <> 0 or usable <> 0 or taken <> 0),
    (select count(*) from levels), (select array_agg(l.id) from levels l where l.is_wanted),
    (select array_agg(row(m.tenant_id, m.product_id, m.location_id, m.lot_id, m.owner_id, m.on_hand,
      m.first_out_at)::kontor.late_outflow) from merged m where m.is_late),
    (select array_agg(m.fresh_id) from merged m where m.fresh_id is not null)
  into effects, merged_effects, changed_levels, merged_levels, served, late, fresh;
  if merged_effects < effects or merged_levels < changed_levels then
    perform kontor.refuse_shortage(moves);
  end if;
  if fresh is not null then
    -- What lot and place say was read before the locks, and no change of them knew of these balances.
    perform kontor.refresh_usable(moves[1].tenant_id, fresh);
  end if;
  if late is not null then
    perform kontor.check_past(late);
  end if;
  if crosses then
    perform kontor.post_values(moves);
  end if;
  if has_lots then
    perform kontor.keep_genealogy(moves);
  end if;
  if served is not null then
    perform kontor.serve_demands(moves[1].tenant_id, served);
  end if;
  return null;
end
$$;

create function kontor.reversal_fault(
  p_tenant_id uuid, p_reverses_id uuid, p_product_id uuid, p_lot_id uuid, p_owner_id uuid,
  p_from_location_id uuid, p_to_location_id uuid, p_quantity numeric, p_second_quantity numeric
) returns text
language sql stable
as $$
  select 'inventory.reversal_differs'
  where not exists (
    select from stock_move o
    where o.tenant_id = p_tenant_id and o.id = p_reverses_id and o.product_id = p_product_id
      and o.from_location_id = p_to_location_id and o.to_location_id = p_from_location_id
      and o.quantity = p_quantity and o.lot_id is not distinct from p_lot_id
      and o.owner_id is not distinct from p_owner_id
      and o.second_quantity is not distinct from p_second_quantity and o.reverses_id is null)
$$;

-- DOMAIN 17: moves go into open stock periods only. No closed period that ends after the earliest of them,
-- the usual case, is one look into an index.
create function kontor.check_periods(p_moves kontor.checked_move[]) returns void
language plpgsql
as $$
begin
  if exists (
    select from fiscal_period c
    where c.tenant_id = p_moves[1].tenant_id and c.organization_id = p_moves[1].legal_entity_id
      and not c.is_stock_open and c.ends_on >= (select min(m.day) from unnest(p_moves) m)
  ) or exists (
    select from unnest(p_moves) m where m.legal_entity_id <> p_moves[1].legal_entity_id
  ) then
    perform kontor.refuse('inventory.period_closed', jsonb_build_object('day', m.day))
    from (select distinct m.tenant_id, m.legal_entity_id, m.day from unnest(p_moves) m) m
    where not kontor.is_period_open(m.tenant_id, m.legal_entity_id, 'stock', m.day)
    limit 1;
  end if;
end
$$;

create function kontor.check_past(p_late kontor.late_outflow[]) returns void
language plpgsql
as $$
declare
  short record;
begin
  select p.sku, l.name as place, t.number as lot, o.since, x.lowest
  into short
  from unnest(p_late) o
  join product p on p.tenant_id = o.tenant_id and p.id = o.product_id
  join stock_location l on l.tenant_id = o.tenant_id and l.id = o.location_id
  left join lot t on t.tenant_id = o.tenant_id and t.id = o.lot_id
  cross join lateral (
    select kontor.lowest_since(o.tenant_id, o.product_id, o.location_id, o.lot_id, o.owner_id, o.on_hand,
      o.since) as lowest
  ) x
  where x.lowest < 0
  order by p.sku, l.name
  limit 1;
  if found then
    perform kontor.refuse('inventory.not_enough_stock_then', jsonb_strip_nulls(jsonb_build_object(
      'product', short.sku, 'place', short.place, 'lot', short.lot, 'since', short.since,
      'missing', (-short.lowest)::text)));
  end if;
end
$$;

-- DOMAIN 21: goods that come into a legal entity's own stock, or leave it, change its value by the
-- standard cost of their day; a reversal takes back exactly what the reversed move had brought.
create function kontor.post_values(p_moves kontor.checked_move[]) returns void
language plpgsql
as $$
begin
  insert into value_entry (tenant_id, organization_id, product_id, lot_id, quantity, amount, reason, move_id,
    effective_at)
  select c.tenant_id, c.legal_entity_id, c.product_id, c.lot_id, side.sign * c.quantity,
    case when c.reverses_id is null then side.sign * round(c.quantity * coalesce(cost.standard_cost, 0), 6)
      else coalesce(-reversed.amount, 0) end,
    case when 'production' in (c.from_usage, c.to_usage) then 'production'
      when c.reverses_id is not null then case side.sign when 1 then 'issue' else 'receipt' end
      when side.sign = 1 then 'receipt' else 'issue' end,
    c.id, c.effective_at
  from unnest(p_moves) c
  cross join lateral (select case when c.from_warehouse_id is null then 1 else -1 end as sign) side
  left join lateral (
    select k.standard_cost from product_company k
    where k.tenant_id = c.tenant_id and k.organization_id = c.legal_entity_id and k.product_id = c.product_id
      and k.valid_from <= c.day and c.reverses_id is null
    order by k.valid_from desc
    limit 1
  ) cost on true
  left join lateral (
    select v.amount from value_entry v
    where v.tenant_id = c.tenant_id and v.move_id = c.reverses_id
  ) reversed on true
  where c.owner_id is null and (c.from_warehouse_id is null) <> (c.to_warehouse_id is null);
end
$$;

-- DOMAIN 4: gives what is free to open demand, by promised day, then time of confirmation. The levels are
-- locked by the caller. What is demanded of one lot is reserved only together with its place.
create function kontor.serve_demands(p_tenant_id uuid, p_level_ids uuid[]) returns void
language plpgsql
as $$
declare
  waiting record;
  given numeric;
  given_in_turn jsonb := '[]';
begin
  perform kontor.hold_lot(p_tenant_id, d.id)
  from unnest(p_level_ids) w (level_id)
  join stock_level l on l.tenant_id = p_tenant_id and l.id = w.level_id
  join stock_demand d on d.product_id = l.product_id
    and d.warehouse_id = l.warehouse_id and d.owner_key = l.owner_key
  where d.reserved < d.quantity and d.supply = 'stock' and d.lot_id is not null;

  -- Where somebody waits for lots that last, the next in turn may be able to take what he cannot.
  for waiting in
    select d.*
    from unnest(p_level_ids) w (level_id)
    join stock_level l on l.tenant_id = p_tenant_id and l.id = w.level_id
    join stock_demand d on d.product_id = l.product_id
      and d.warehouse_id = l.warehouse_id and d.owner_key = l.owner_key
    where d.reserved < d.quantity and d.supply = 'stock' and d.lot_id is null and exists (
      select from stock_demand x
      where x.product_id = l.product_id and x.warehouse_id = l.warehouse_id and x.owner_key = l.owner_key
        and x.minimum_life_days > 0 and x.reserved < x.quantity)
    order by l.id, d.promised_on, d.confirmed_at, d.id
  loop
    given := kontor.reserve_in_turn(p_tenant_id, waiting.id);
    continue when given = 0;
    given_in_turn := given_in_turn || jsonb_build_object('organization', waiting.organization_id,
      'kind', waiting.document_kind, 'document', waiting.document_id, 'line', waiting.document_line_id,
      'quantity', given);
  end loop;

  with waiting as (
    select d.id, d.tenant_id, d.quantity - d.reserved as open, l.usable - l.reserved as free,
      coalesce(sum(d.quantity - d.reserved) over (
        partition by l.id order by d.promised_on, d.confirmed_at, d.id
        rows between unbounded preceding and 1 preceding), 0) as before
    from unnest(p_level_ids) w (level_id)
    join stock_level l on l.tenant_id = p_tenant_id and l.id = w.level_id
    join stock_demand d on d.product_id = l.product_id
      and d.warehouse_id = l.warehouse_id and d.owner_key = l.owner_key
    where d.reserved < d.quantity and d.supply = 'stock' and d.lot_id is null and d.minimum_life_days = 0
  ), given as (
    update stock_demand d
    set reserved = d.reserved + least(w.open, w.free - w.before)
    from waiting w
    where d.id = w.id and w.free > w.before
    returning d.tenant_id, d.organization_id, d.document_kind, d.document_id, d.document_line_id,
      least(w.open, w.free - w.before) as quantity
  )
  insert into outbox_event (tenant_id, organization_id, event, record, record_id, payload, user_id)
  select g.tenant_id, g.organization_id, 'inventory.demand_served', g.document_kind, g.document_id,
    jsonb_build_object('lines', jsonb_agg(jsonb_build_object(
      'document_line', g.document_line_id, 'quantity', g.quantity::text))),
    kontor.user_id()
  from (
    select * from given
    union all
    select p_tenant_id, j.organization, j.kind, j.document, j.line, j.quantity
    from jsonb_to_recordset(given_in_turn) as j (organization uuid, kind text, document uuid, line uuid,
      quantity numeric)
  ) g
  group by g.tenant_id, g.organization_id, g.document_kind, g.document_id;
end
$$;

call kontor.define_ledger_part('kontor.levels_in_making(uuid)',
  'kontor.lock_levels(kontor.level_key[], boolean)',
  'kontor.lowest_since(uuid, uuid, uuid, uuid, uuid, numeric, timestamptz)',
  'kontor.refuse_shortage(kontor.checked_move[])', 'kontor.refuse_move(kontor.checked_move)',
  'kontor.check_past(kontor.late_outflow[])', 'kontor.check_periods(kontor.checked_move[])',
  'kontor.reversal_fault(uuid, uuid, uuid, uuid, uuid, uuid, uuid, numeric, numeric)',
  'kontor.lot_fault(uuid, uuid, text, timestamptz, date)',
  'kontor.keep_genealogy(kontor.checked_move[])', 'kontor.take_allocations(kontor.checked_move[])',
  'kontor.post_values(kontor.checked_move[])', 'kontor.serve_demands(uuid, uuid[])');
call kontor.define_ledger('kontor.post_stock_moves()');

create trigger post after insert on stock_move referencing new table as new_moves
  for each statement execute function kontor.post_stock_moves();
