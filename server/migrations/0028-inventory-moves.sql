-- Posting and reversing moves: they respect promises, take allocations along and explain what was missing.

create type kontor.new_move as (
  position bigint, id uuid, product_id uuid, lot_id uuid, from_location_id uuid, to_location_id uuid,
  owner_id uuid, quantity numeric, second_quantity numeric, effective_at timestamptz, reason text, note text,
  document_kind text, document_id uuid, document_line_id uuid, reverses_id uuid, bound_lot_id uuid
);

create function kontor.read_moves(p_tenant_id uuid, p_moves jsonb) returns kontor.new_move[]
language plpgsql
as $$
declare
  moves kontor.new_move[];
begin
  select array_agg(row(j.position, uuidv7(), j.product_id, j.lot_id, j.from_location_id, j.to_location_id,
    j.owner_id, j.quantity, j.second_quantity, j.effective_at, j.reason, j.note, j.document_kind,
    j.document_id, j.document_line_id, null, j.bound_lot_id)::kontor.new_move order by j.position)
  into moves
  from rows from (jsonb_to_recordset(p_moves) as (product_id uuid, lot_id uuid, from_location_id uuid,
    to_location_id uuid, owner_id uuid, quantity numeric, second_quantity numeric, effective_at timestamptz,
    reason text, note text, document_kind text, document_id uuid, document_line_id uuid, bound_lot_id uuid))
    with ordinality as j (product_id, lot_id, from_location_id, to_location_id, owner_id, quantity,
      second_quantity, effective_at, reason, note, document_kind, document_id, document_line_id,
      bound_lot_id, position)
  join stock_location f on f.tenant_id = p_tenant_id and f.id = j.from_location_id
  join stock_location t on t.tenant_id = p_tenant_id and t.id = j.to_location_id
  join product p on p.tenant_id = p_tenant_id and p.id = j.product_id;
  if coalesce(cardinality(moves), 0) <> jsonb_array_length(p_moves) then
    perform kontor.refuse('inventory.unknown_place_or_product');
  end if;
  return moves;
end
$$;

create function kontor.lock_move_levels(p_tenant_id uuid, p_moves kontor.new_move[]) returns void
language plpgsql
as $$
begin
  perform kontor.lock_levels(array_agg(distinct row(p_tenant_id, l.organization_id, m.product_id,
    l.warehouse_id, m.owner_id)::kontor.level_key), true)
  from unnest(p_moves) m
  join stock_location l on l.tenant_id = p_tenant_id and l.id in (m.from_location_id, m.to_location_id)
  where l.warehouse_id is not null
  having count(*) > 0;
end
$$;

-- What of the second quantity of a place goes with a part of its goods where nobody has weighed it. What comes back
-- from customers weighs as what was shipped last.
create function kontor.second_share(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_lot_id uuid, p_owner_id uuid, p_quantity numeric
) returns numeric
language sql stable
as $$
  select coalesce((
    select least(b.second_on_hand, round(b.second_on_hand * p_quantity / b.on_hand, 6)) from stock_balance b
    where b.tenant_id = p_tenant_id and b.product_id = p_product_id and b.location_id = p_location_id
      and b.lot_key = coalesce(p_lot_id, '00000000-0000-0000-0000-000000000000')
      and b.owner_key = coalesce(p_owner_id, '00000000-0000-0000-0000-000000000000') and b.on_hand > 0), (
    select round(m.second_quantity * p_quantity / m.quantity, 6) from stock_move m
    where m.tenant_id = p_tenant_id and m.to_location_id = p_location_id and m.product_id = p_product_id
      and m.lot_id is not distinct from p_lot_id and m.reason = 'shipment'
    order by m.effective_at desc
    limit 1))
$$;

create function kontor.insert_moves(p_tenant_id uuid, p_moves kontor.new_move[]) returns void
language plpgsql
as $$
declare
  -- Taken under the locks, so that no move of these goods is dated after it but booked before.
  taken_at constant timestamptz := clock_timestamp();
begin
  if exists (select from unnest(p_moves) m where m.effective_at > taken_at) then
    perform kontor.refuse('inventory.move_in_future');
  end if;
  insert into stock_move (id, tenant_id, organization_id, product_id, lot_id, from_location_id,
    from_organization_id, to_location_id, to_organization_id, owner_id, quantity, second_quantity,
    effective_at, reason, note, document_kind, document_id, document_line_id, reverses_id, bound_lot_id)
  select m.id, p_tenant_id,
    case when f.warehouse_id is null then t.organization_id else f.organization_id end,
    m.product_id, m.lot_id, f.id, f.organization_id, t.id, t.organization_id, m.owner_id, m.quantity,
    case when p.second_unit_id is null then m.second_quantity else coalesce(m.second_quantity,
      kontor.second_share(p_tenant_id, m.product_id, f.id, m.lot_id, m.owner_id, m.quantity),
      case when f.warehouse_id is not null or m.reason = 'unexplained' then 0 end) end,
    coalesce(m.effective_at, taken_at), m.reason, m.note, m.document_kind, m.document_id,
    m.document_line_id, m.reverses_id, m.bound_lot_id
  from unnest(p_moves) m
  join product p on p.tenant_id = p_tenant_id and p.id = m.product_id
  join stock_location f on f.tenant_id = p_tenant_id and f.id = m.from_location_id
  join stock_location t on t.tenant_id = p_tenant_id and t.id = m.to_location_id;
end
$$;

-- Goods that come in may be those that went out unexplained: then they are not there any more, and leave
-- the books in the same statement, before anybody is promised them.
create function kontor.explain_receipts(p_tenant_id uuid, p_moves kontor.new_move[])
returns kontor.new_move[]
language plpgsql
as $$
declare
  moves kontor.new_move[] := p_moves;
  receipt record;
  missing stock_unexplained;
  left_over numeric;
  explained numeric;
begin
  for receipt in
    select m.*, t.warehouse_id, a.id as adjustment_id
    from unnest(p_moves) m
    join stock_location f on f.tenant_id = p_tenant_id and f.id = m.from_location_id
    join stock_location t on t.tenant_id = p_tenant_id and t.id = m.to_location_id
    join stock_location a on a.tenant_id = p_tenant_id and a.organization_id = f.organization_id
      and a.usage = 'adjustment' and a.warehouse_id is null
    where m.reason in ('receipt', 'production', 'opening') and f.warehouse_id is null
      and t.warehouse_id is not null and exists (
        select from stock_unexplained u
        where u.tenant_id = p_tenant_id and u.product_id = m.product_id and u.explained_at is null)
    order by m.position
  loop
    left_over := receipt.quantity;
    for missing in
      select u.* from stock_unexplained u
      join stock_location l on l.tenant_id = u.tenant_id and l.id = u.location_id
      where u.tenant_id = p_tenant_id and u.product_id = receipt.product_id and u.explained_at is null
        and l.warehouse_id = receipt.warehouse_id and u.lot_id is not distinct from receipt.lot_id
        and u.owner_id is not distinct from receipt.owner_id
      order by u.id
      for update of u
    loop
      explained := least(left_over, missing.open_quantity);
      exit when explained = 0;
      left_over := left_over - explained;
      update stock_unexplained u
      set open_quantity = u.open_quantity - explained,
        explained_at = case when u.open_quantity = explained then clock_timestamp() end
      where u.tenant_id = p_tenant_id and u.id = missing.id;
      moves := moves || row(null, uuidv7(), receipt.product_id, receipt.lot_id, receipt.to_location_id,
        receipt.adjustment_id, receipt.owner_id, explained,
        round(receipt.second_quantity * explained / receipt.quantity, 6), receipt.effective_at, 'explained',
        null, receipt.document_kind, receipt.document_id, receipt.document_line_id, null, null
      )::kontor.new_move;
    end loop;
  end loop;
  return moves;
end
$$;

-- Moving allocated stock inside its warehouse takes the allocation along: lifts what the old places can no
-- longer bear and returns the rows as they shall stand at the new ones.
create function kontor.lift_allocations(p_tenant_id uuid, p_moves kontor.new_move[])
returns stock_allocation[]
language plpgsql
as $$
declare
  lifted stock_allocation[] := '{}';
  move record;
  taken stock_allocation;
  short numeric;
  part numeric;
begin
  for move in
    select m.*, t.organization_id as to_organization_id
    from unnest(p_moves) m
    join stock_location f on f.tenant_id = p_tenant_id and f.id = m.from_location_id
    join stock_location t on t.tenant_id = p_tenant_id and t.id = m.to_location_id
    join stock_balance b on b.tenant_id = p_tenant_id and b.product_id = m.product_id
      and b.location_id = m.from_location_id
      and b.lot_key = coalesce(m.lot_id, '00000000-0000-0000-0000-000000000000')
      and b.owner_key = coalesce(m.owner_id, '00000000-0000-0000-0000-000000000000')
    where f.warehouse_id = t.warehouse_id and t.usage = 'storage' and t.is_pickable and t.is_active
      and b.allocated > 0
    order by m.position
  loop
    -- Read anew each time: an earlier move of this list may have lifted from the same place.
    select b.allocated - (b.on_hand - (
        select sum(o.quantity) from unnest(p_moves) o
        where o.from_location_id = move.from_location_id and o.product_id = move.product_id
          and o.lot_id is not distinct from move.lot_id and o.owner_id is not distinct from move.owner_id))
    into short
    from stock_balance b
    where b.tenant_id = p_tenant_id and b.product_id = move.product_id
      and b.location_id = move.from_location_id
      and b.lot_key = coalesce(move.lot_id, '00000000-0000-0000-0000-000000000000')
      and b.owner_key = coalesce(move.owner_id, '00000000-0000-0000-0000-000000000000');
    short := least(short, move.quantity);
    for taken in
      select a.* from stock_allocation a
      join stock_demand d on d.id = a.demand_id
      where a.tenant_id is not distinct from p_tenant_id and a.product_id = move.product_id
        and a.location_id = move.from_location_id and a.lot_id is not distinct from move.lot_id
        and a.owner_id is not distinct from move.owner_id
      order by d.promised_on desc nulls first, d.confirmed_at desc, a.id
    loop
      exit when short <= 0;
      part := least(short, taken.quantity);
      perform kontor.shrink_allocation(taken.demand_id, taken.id, part);
      taken.id := uuidv7();
      taken.location_id := move.to_location_id;
      taken.organization_id := move.to_organization_id;
      taken.quantity := part;
      lifted := lifted || taken;
      short := short - part;
    end loop;
  end loop;
  return lifted;
end
$$;

create function kontor.shrink_allocation(p_demand_id uuid, p_id uuid, p_quantity numeric) returns void
language plpgsql
as $$
begin
  delete from stock_allocation where demand_id = p_demand_id and id = p_id and quantity = p_quantity;
  if not found then
    update stock_allocation set quantity = quantity - p_quantity
    where demand_id = p_demand_id and id = p_id;
  end if;
end
$$;

-- Posts moves: receipts, transfers, returns, production, adjustments.
-- p_moves: [{product_id, from_location_id, to_location_id, quantity, reason, lot_id?, owner_id?,
--   second_quantity?, effective_at?, note?, document_kind?, document_id?, document_line_id?, bound_lot_id?}]
-- What is promised to others is refused; facts are posted by post_facts().
create function kontor.post_moves(p_moves jsonb) returns table (number bigint, move_id uuid)
language plpgsql
as $$
#variable_conflict use_column
declare
  own_tenant constant uuid := kontor.tenant_id();
  moves kontor.new_move[] := kontor.read_moves(own_tenant, p_moves);
  lifted stock_allocation[];
begin
  perform kontor.lock_move_levels(own_tenant, moves);
  lifted := kontor.lift_allocations(own_tenant, moves);
  perform kontor.insert_moves(own_tenant, kontor.explain_receipts(own_tenant, moves));
  if cardinality(lifted) > 0 then
    insert into stock_allocation (id, tenant_id, organization_id, demand_id, document_kind, document_id,
      document_line_id, product_id, lot_id, location_id, owner_id, quantity)
    select a.id, a.tenant_id, a.organization_id, a.demand_id, a.document_kind, a.document_id,
      a.document_line_id, a.product_id, a.lot_id, a.location_id, a.owner_id, a.quantity
    from unnest(lifted) a;
  end if;
  return query select m.position, m.id from unnest(moves) m order by m.position;
end
$$;

-- Undoes moves by their mirror image, at their own instant while its period is open, else (or when told so) now.
create function kontor.reverse_moves(
  p_move_ids uuid[], p_note text default null, p_is_now boolean default false
) returns table (reversed_id uuid, move_id uuid)
language plpgsql
as $$
#variable_conflict use_column
declare
  own_tenant constant uuid := kontor.tenant_id();
  moves kontor.new_move[];
  lifted stock_allocation[];
begin
  select array_agg(row(u.position, uuidv7(), m.product_id, m.lot_id, m.to_location_id, m.from_location_id,
    m.owner_id, m.quantity, m.second_quantity,
    case when not p_is_now and kontor.is_period_open(own_tenant, o.legal_entity_id, 'stock',
      (m.effective_at at time zone o.timezone)::date) then m.effective_at end,
    'reversal', p_note, m.document_kind, m.document_id, m.document_line_id, m.id, m.bound_lot_id
  )::kontor.new_move order by u.position)
  into moves
  from unnest(p_move_ids) with ordinality u (id, position)
  join stock_move m on m.tenant_id = own_tenant and m.id = u.id
  join organization o on o.tenant_id = own_tenant and o.id = m.organization_id;
  if coalesce(cardinality(moves), 0) <> cardinality(p_move_ids) then
    perform kontor.refuse('inventory.unknown_move');
  end if;
  perform kontor.lock_move_levels(own_tenant, moves);
  if exists (select from stock_move m
    where m.tenant_id = own_tenant and m.reverses_id = any (p_move_ids)) then
    perform kontor.refuse('inventory.already_reversed');
  end if;
  lifted := kontor.lift_allocations(own_tenant, moves);
  perform kontor.insert_moves(own_tenant, moves);
  insert into stock_allocation (id, tenant_id, organization_id, demand_id, document_kind, document_id,
    document_line_id, product_id, lot_id, location_id, owner_id, quantity)
  select a.id, a.tenant_id, a.organization_id, a.demand_id, a.document_kind, a.document_id,
    a.document_line_id, a.product_id, a.lot_id, a.location_id, a.owner_id, a.quantity
  from unnest(lifted) a;
  return query select m.reverses_id, m.id from unnest(moves) m order by m.position;
end
$$;

call kontor.define_ledger_part('kontor.read_moves(uuid, jsonb)',
  'kontor.second_share(uuid, uuid, uuid, uuid, uuid, numeric)',
  'kontor.lock_move_levels(uuid, kontor.new_move[])', 'kontor.insert_moves(uuid, kontor.new_move[])',
  'kontor.explain_receipts(uuid, kontor.new_move[])', 'kontor.lift_allocations(uuid, kontor.new_move[])',
  'kontor.shrink_allocation(uuid, uuid, numeric)');
call kontor.define_ledger('kontor.post_moves(jsonb)', 'kontor.reverse_moves(uuid[], text, boolean)');
call kontor.open_to_application('kontor.post_moves(jsonb)', 'kontor.reverse_moves(uuid[], text, boolean)');
