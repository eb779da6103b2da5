-- Promises are rows; triggers keep their sums: what a warehouse has reserved, what a place has allocated.

create function kontor.add_new_demands() returns trigger
language plpgsql
as $$
begin
  update public.stock_level l
  set reserved = l.reserved + c.reserved, open_demand = l.open_demand + c.open_demand
  from (
    select d.tenant_id, d.product_id, d.warehouse_id, d.owner_key, sum(d.reserved) as reserved,
      sum(case d.supply when 'stock' then d.quantity - d.reserved else 0 end) as open_demand
    from new_demands d
    group by 1, 2, 3, 4
  ) c
  where l.tenant_id = c.tenant_id and l.product_id = c.product_id and l.warehouse_id = c.warehouse_id
    and l.owner_key = c.owner_key and (c.reserved <> 0 or c.open_demand <> 0);
  return null;
end
$$;

create function kontor.add_changed_demands() returns trigger
language plpgsql
as $$
begin
  update public.stock_level l
  set reserved = l.reserved + c.reserved, open_demand = l.open_demand + c.open_demand
  from (
    select d.tenant_id, d.product_id, d.warehouse_id, d.owner_key, sum(d.sign * d.reserved) as reserved,
      sum(case d.supply when 'stock' then d.sign * (d.quantity - d.reserved) else 0 end) as open_demand
    from (select 1 as sign, * from new_demands union all select -1, * from old_demands) d
    group by 1, 2, 3, 4
  ) c
  where l.tenant_id = c.tenant_id and l.product_id = c.product_id and l.warehouse_id = c.warehouse_id
    and l.owner_key = c.owner_key and (c.reserved <> 0 or c.open_demand <> 0);
  return null;
end
$$;

create function kontor.take_old_demands() returns trigger
language plpgsql
as $$
begin
  update public.stock_level l
  set reserved = l.reserved + c.reserved, open_demand = l.open_demand + c.open_demand
  from (
    select d.tenant_id, d.product_id, d.warehouse_id, d.owner_key, -sum(d.reserved) as reserved,
      sum(case d.supply when 'stock' then d.reserved - d.quantity else 0 end) as open_demand
    from old_demands d
    group by 1, 2, 3, 4
  ) c
  where l.tenant_id = c.tenant_id and l.product_id = c.product_id and l.warehouse_id = c.warehouse_id
    and l.owner_key = c.owner_key and (c.reserved <> 0 or c.open_demand <> 0);
  return null;
end
$$;

create function kontor.add_new_allocations() returns trigger
language plpgsql
as $$
begin
  update public.stock_balance b
  set allocated = b.allocated + c.quantity
  from (
    select a.tenant_id, a.product_id, a.location_id, a.lot_key, a.owner_key, sum(a.quantity) as quantity
    from new_allocations a
    group by 1, 2, 3, 4, 5
  ) c
  where b.tenant_id = c.tenant_id and b.product_id = c.product_id and b.location_id = c.location_id
    and b.lot_key = c.lot_key and b.owner_key = c.owner_key and c.quantity <> 0;
  return null;
end
$$;

create function kontor.add_changed_allocations() returns trigger
language plpgsql
as $$
begin
  update public.stock_balance b
  set allocated = b.allocated + c.quantity
  from (
    select a.tenant_id, a.product_id, a.location_id, a.lot_key, a.owner_key,
      sum(a.sign * a.quantity) as quantity
    from (
      select 1 as sign, * from new_allocations union all select -1, * from old_allocations
    ) a
    group by 1, 2, 3, 4, 5
  ) c
  where b.tenant_id = c.tenant_id and b.product_id = c.product_id and b.location_id = c.location_id
    and b.lot_key = c.lot_key and b.owner_key = c.owner_key and c.quantity <> 0;
  return null;
end
$$;

create function kontor.take_old_allocations() returns trigger
language plpgsql
as $$
begin
  update public.stock_balance b
  set allocated = b.allocated + c.quantity
  from (
    select a.tenant_id, a.product_id, a.location_id, a.lot_key, a.owner_key, -sum(a.quantity) as quantity
    from old_allocations a
    group by 1, 2, 3, 4, 5
  ) c
  where b.tenant_id = c.tenant_id and b.product_id = c.product_id and b.location_id = c.location_id
    and b.lot_key = c.lot_key and b.owner_key = c.owner_key and c.quantity <> 0;
  return null;
end
$$;

call kontor.define_ledger_part('kontor.add_new_demands()', 'kontor.add_changed_demands()',
  'kontor.take_old_demands()', 'kontor.add_new_allocations()', 'kontor.add_changed_allocations()',
  'kontor.take_old_allocations()');

-- They rest while settle() ends allocations and demands: its caller changes the sums itself.
create trigger add_new after insert on stock_demand referencing new table as new_demands
  for each statement execute function kontor.add_new_demands();
create trigger add_changed after update on stock_demand
  referencing old table as old_demands new table as new_demands
  for each statement when (current_user <> 'kontor_settler')
  execute function kontor.add_changed_demands();
create trigger take_old after delete on stock_demand referencing old table as old_demands
  for each statement when (current_user <> 'kontor_settler')
  execute function kontor.take_old_demands();
create trigger add_new after insert on stock_allocation referencing new table as new_allocations
  for each statement execute function kontor.add_new_allocations();
create trigger add_changed after update on stock_allocation
  referencing old table as old_allocations new table as new_allocations
  for each statement when (current_user <> 'kontor_settler')
  execute function kontor.add_changed_allocations();
create trigger take_old after delete on stock_allocation referencing old table as old_allocations
  for each statement when (current_user <> 'kontor_settler')
  execute function kontor.take_old_allocations();

-- Goods that leave a place, or stop being usable there, whatever was promised.
create type kontor.outflow as (
  product_id uuid, warehouse_id uuid, owner_key uuid, location_id uuid, lot_key uuid, quantity numeric
);

-- DOMAIN 6: facts beat promises. Takes back, latest promise first, what the levels and places cannot bear
-- once the outflows happen, tells the documents by events, and returns what each of them lost. The levels
-- are locked by the caller, who posts the outflows next.
create function kontor.break_promises(p_tenant_id uuid, p_outflows kontor.outflow[]) returns jsonb
language plpgsql
as $$
declare
  level record;
  place record;
  demand stock_demand;
  picked record;
  left_over numeric;
  part numeric;
  taken numeric;
  surplus numeric;
  lost jsonb := '[]';
begin
  for place in
    select o.location_id, o.lot_key, o.product_id, o.owner_key,
      b.allocated - (b.on_hand - sum(o.quantity)) as excess
    from unnest(p_outflows) o
    join stock_balance b on b.tenant_id = p_tenant_id and b.product_id = o.product_id
      and b.location_id = o.location_id and b.lot_key = o.lot_key and b.owner_key = o.owner_key
    group by o.location_id, o.lot_key, o.product_id, o.owner_key, b.allocated, b.on_hand
    having b.allocated > b.on_hand - sum(o.quantity)
  loop
    left_over := place.excess;
    for picked in
      select a.*, d.organization_id as demand_organization_id, d.lot_id is not null as is_of_lot,
        d.document_kind as demand_kind, d.document_id as demand_document_id,
        d.document_line_id as demand_line_id
      from stock_allocation a
      join stock_demand d on d.id = a.demand_id
      where a.tenant_id is not distinct from p_tenant_id and a.product_id = place.product_id
        and a.location_id = place.location_id and a.lot_key = place.lot_key
        and a.owner_key = place.owner_key
      order by d.promised_on desc nulls first, d.confirmed_at desc, d.id desc, a.id desc
    loop
      exit when left_over <= 0;
      part := least(left_over, picked.quantity);
      left_over := left_over - part;
      perform kontor.shrink_allocation(picked.demand_id, picked.id, part);
      lost := lost || jsonb_build_object('what', 'allocation', 'document_kind', picked.document_kind,
        'organization', picked.demand_organization_id, 'document', picked.document_id,
        'document_line', picked.document_line_id, 'product', picked.product_id, 'quantity', part::text);
      -- What is demanded of one lot is reserved only together with its place.
      if picked.is_of_lot then
        update stock_demand set reserved = reserved - part where id = picked.demand_id;
        lost := lost || jsonb_build_object('what', 'reservation', 'document_kind', picked.demand_kind,
          'organization', picked.demand_organization_id, 'document', picked.demand_document_id,
          'document_line', picked.demand_line_id, 'product', picked.product_id, 'quantity', part::text);
      end if;
    end loop;
  end loop;

  for level in
    select o.product_id, o.warehouse_id, o.owner_key, l.reserved + sum(o.quantity) - l.usable as excess
    from unnest(p_outflows) o
    join stock_balance b on b.tenant_id = p_tenant_id and b.product_id = o.product_id
      and b.location_id = o.location_id and b.lot_key = o.lot_key and b.owner_key = o.owner_key
    join stock_level l on l.tenant_id = p_tenant_id and l.product_id = o.product_id
      and l.warehouse_id = o.warehouse_id and l.owner_key = o.owner_key
    where b.is_usable
    group by o.product_id, o.warehouse_id, o.owner_key, l.reserved, l.usable
    having l.reserved + sum(o.quantity) > l.usable
  loop
    left_over := level.excess;
    for demand in
      select d.* from stock_demand d
      where d.tenant_id is not distinct from p_tenant_id and d.product_id = level.product_id
        and d.warehouse_id = level.warehouse_id and d.owner_key = level.owner_key and d.reserved > 0
      order by d.promised_on desc nulls first, d.confirmed_at desc, d.id desc
    loop
      exit when left_over <= 0;
      taken := least(demand.reserved, left_over);
      left_over := left_over - taken;
      select coalesce(sum(a.quantity), 0) - (demand.reserved - taken) into surplus
      from stock_allocation a where a.demand_id = demand.id;
      -- Its places: those that lose the goods before others.
      for picked in
        select a.* from stock_allocation a
        where a.demand_id = demand.id
        order by (a.location_id, a.lot_key) in (
          select o.location_id, o.lot_key from unnest(p_outflows) o) desc, a.id
      loop
        exit when surplus <= 0;
        part := least(surplus, picked.quantity);
        surplus := surplus - part;
        perform kontor.shrink_allocation(picked.demand_id, picked.id, part);
        lost := lost || jsonb_build_object('what', 'allocation', 'document_kind', picked.document_kind,
          'organization', demand.organization_id, 'document', picked.document_id,
          'document_line', picked.document_line_id, 'product', picked.product_id, 'quantity', part::text);
      end loop;
      update stock_demand set reserved = reserved - taken where id = demand.id;
      lost := lost || jsonb_build_object('what', 'reservation', 'document_kind', demand.document_kind,
        'organization', demand.organization_id, 'document', demand.document_id,
        'document_line', demand.document_line_id, 'product', demand.product_id, 'quantity', taken::text);
    end loop;
  end loop;

  insert into outbox_event (tenant_id, organization_id, event, record, record_id, payload, user_id)
  select p_tenant_id, (x.entry ->> 'organization')::uuid, 'inventory.promise_broken',
    x.entry ->> 'document_kind', (x.entry ->> 'document')::uuid,
    jsonb_build_object('lines', jsonb_agg(x.entry - 'organization')), kontor.user_id()
  from jsonb_array_elements(lost) x (entry)
  group by x.entry ->> 'organization', x.entry ->> 'document_kind', x.entry ->> 'document';
  return lost;
end
$$;

-- Sets anew whether balances are usable, after their place, their lot or the day has changed; promises on
-- what is lost are broken first, and what is gained is given to whoever waits.
create function kontor.refresh_usable(p_tenant_id uuid, p_balance_ids uuid[]) returns void
language plpgsql
as $$
declare
  keys kontor.level_key[];
  outflows kontor.outflow[];
begin
  select array_agg(distinct row(b.tenant_id, b.organization_id, b.product_id, b.warehouse_id,
    b.owner_id)::kontor.level_key)
  into keys
  from stock_balance b
  where b.tenant_id = p_tenant_id and b.id = any (p_balance_ids)
    and b.is_usable <> kontor.should_be_usable(b);
  if keys is null then
    return;
  end if;
  perform kontor.lock_levels(keys, false);
  select array_agg(row(b.product_id, b.warehouse_id, b.owner_key, b.location_id, b.lot_key,
    b.on_hand)::kontor.outflow)
  into outflows
  from stock_balance b
  where b.tenant_id = p_tenant_id and b.id = any (p_balance_ids) and b.is_usable and b.on_hand > 0
    and not kontor.should_be_usable(b);
  if outflows is not null then
    perform kontor.break_promises(p_tenant_id, outflows);
  end if;
  with changed as (
    update stock_balance b
    set is_usable = not b.is_usable
    where b.tenant_id = p_tenant_id and b.id = any (p_balance_ids)
      and b.is_usable <> kontor.should_be_usable(b)
    returning b.*
  )
  update stock_level l
  set usable = l.usable + c.quantity
  from (
    select product_id, warehouse_id, owner_key,
      sum(case when is_usable then on_hand else -on_hand end) as quantity
    from changed
    group by 1, 2, 3
  ) c
  where l.tenant_id = p_tenant_id and l.product_id = c.product_id and l.warehouse_id = c.warehouse_id
    and l.owner_key = c.owner_key;
  perform kontor.serve_levels(p_tenant_id, keys);
end
$$;

create function kontor.should_be_usable(p_balance stock_balance) returns boolean
language sql stable
as $$
  select s.usage = 'storage' and s.is_active and s.is_pickable and (p_balance.lot_id is null or (
    select l.status = 'released'
      and coalesce(l.expires_on, 'infinity') >= (kontor.clock() at time zone o.timezone)::date
    from lot l where l.tenant_id = p_balance.tenant_id and l.id = p_balance.lot_id))
  from stock_location s
  join organization o on o.tenant_id = s.tenant_id and o.id = s.organization_id
  where s.tenant_id = p_balance.tenant_id and s.id = p_balance.location_id
$$;

-- The levels that expire_stock() will change: whoever calls it locks them together with its own.
create function kontor.expired_levels(p_tenant_id uuid, p_product_ids uuid[]) returns kontor.level_key[]
language sql stable
as $$
  select array_agg(distinct row(b.tenant_id, b.organization_id, b.product_id, b.warehouse_id,
    b.owner_id)::kontor.level_key)
  from lot l
  join stock_balance b on b.tenant_id = l.tenant_id and b.product_id = l.product_id and b.lot_id = l.id
  join organization o on o.tenant_id = b.tenant_id and o.id = b.organization_id
  where l.tenant_id = p_tenant_id and l.product_id = any (p_product_ids)
    and b.is_usable and l.expires_on < (kontor.clock() at time zone o.timezone)::date
$$;

-- Takes out of the usable stock what has expired since yesterday (DOMAIN 4). A daily job runs it for all
-- products of the tenant (null); reserving and allocating run it for theirs, should the job be late.
create function kontor.expire_stock(p_tenant_id uuid, p_product_ids uuid[]) returns void
language plpgsql
as $$
declare
  expired uuid[];
begin
  select array_agg(b.id) into expired
  from lot l
  join stock_balance b on b.tenant_id = l.tenant_id and b.product_id = l.product_id and b.lot_id = l.id
  join organization o on o.tenant_id = b.tenant_id and o.id = b.organization_id
  where l.tenant_id = p_tenant_id and (p_product_ids is null or l.product_id = any (p_product_ids))
    and b.is_usable and l.expires_on < (kontor.clock() at time zone o.timezone)::date;
  if expired is not null then
    perform kontor.refresh_usable(p_tenant_id, expired);
  end if;
end
$$;

create function kontor.expire_stock_of_tenant() returns void
language sql
as $$
  select kontor.expire_stock(kontor.tenant_id(), null)
$$;

-- Locks every level that goods of a lot or a place may come to, so that moves under way are seen when they are
-- through, and those that follow see the change.
create function kontor.lock_levels_of(p_tenant_id uuid, p_product_id uuid, p_warehouse_id uuid) returns void
language plpgsql
as $$
declare
  keys kontor.level_key[];
begin
  perform pg_advisory_xact_lock(kontor.levels_in_making(p_tenant_id));
  select array_agg(row(l.tenant_id, l.organization_id, l.product_id, l.warehouse_id,
    l.owner_id)::kontor.level_key)
  into keys
  from stock_level l
  where l.tenant_id = p_tenant_id and (l.product_id = p_product_id or l.warehouse_id = p_warehouse_id);
  if keys is not null then
    perform kontor.lock_levels(keys, false);
  end if;
end
$$;

create function kontor.note_lot_change() returns trigger
language plpgsql
as $$
begin
  perform kontor.lock_levels_of(new.tenant_id, new.product_id, null);
  perform kontor.refresh_usable(new.tenant_id, array_agg(b.id))
  from stock_balance b
  where b.tenant_id = new.tenant_id and b.product_id = new.product_id and b.lot_id = new.id;
  return null;
end
$$;

create function kontor.note_place_change() returns trigger
language plpgsql
as $$
begin
  perform kontor.lock_levels_of(new.tenant_id, null, new.warehouse_id);
  perform kontor.refresh_usable(new.tenant_id, array_agg(b.id))
  from stock_balance b
  where b.tenant_id = new.tenant_id and b.warehouse_id = new.warehouse_id and b.location_id = new.id;
  return null;
end
$$;

call kontor.define_ledger_part('kontor.break_promises(uuid, kontor.outflow[])',
  'kontor.refresh_usable(uuid, uuid[])', 'kontor.should_be_usable(stock_balance)',
  'kontor.lock_levels_of(uuid, uuid, uuid)', 'kontor.expired_levels(uuid, uuid[])',
  'kontor.expire_stock(uuid, uuid[])');
call kontor.define_ledger('kontor.expire_stock_of_tenant()', 'kontor.note_lot_change()',
  'kontor.note_place_change()');
call kontor.open_to_application('kontor.expire_stock_of_tenant()');

create trigger note_change after update on lot for each row
  when ((old.status, old.expires_on) is distinct from (new.status, new.expires_on))
  execute function kontor.note_lot_change();
create trigger note_change after update on stock_location for each row
  when ((old.is_active, old.is_pickable) is distinct from (new.is_active, new.is_pickable))
  execute function kontor.note_place_change();
