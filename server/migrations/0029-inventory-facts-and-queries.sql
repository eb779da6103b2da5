-- Facts that beat promises (count, loss, scrap, offline sale), and what the ledger answers as of any instant.

-- Posts what has happened whatever was promised: breaks the promises it must, and precedes goods that went
-- out though the books had none by an unexplained receipt, kept as open work. The caller has locked.
create function kontor.insert_facts(p_tenant_id uuid, p_moves kontor.new_move[]) returns jsonb
language plpgsql
as $$
declare
  moves kontor.new_move[] := p_moves;
  outflows kontor.outflow[];
  missing kontor.new_move[];
  lost jsonb := '[]';
begin
  with leaving as (
    select m.product_id, m.lot_id, m.owner_id, l.id as location_id, l.organization_id, l.warehouse_id,
      sum(m.quantity) as quantity, sum(m.second_quantity) as second_quantity,
      min(m.effective_at) as effective_at, min(m.document_kind) as document_kind,
      (array_agg(m.document_id))[1] as document_id
    from unnest(p_moves) m
    join stock_location l on l.tenant_id = p_tenant_id and l.id = m.from_location_id
    where l.warehouse_id is not null
    group by 1, 2, 3, 4, 5, 6
  ), known as (
    select v.*, coalesce(b.on_hand, 0) as on_hand, b.id as balance_id, b.lot_key, b.owner_key
    from leaving v
    left join stock_balance b on b.tenant_id = p_tenant_id and b.product_id = v.product_id
      and b.location_id = v.location_id
      and b.lot_key = coalesce(v.lot_id, '00000000-0000-0000-0000-000000000000')
      and b.owner_key = coalesce(v.owner_id, '00000000-0000-0000-0000-000000000000')
  )
  select array_agg(row(k.product_id, k.warehouse_id, k.owner_key, k.location_id, k.lot_key,
      least(k.quantity, k.on_hand))::kontor.outflow) filter (where k.on_hand > 0),
    array_agg(row(null, uuidv7(), k.product_id, k.lot_id, a.id, k.location_id, k.owner_id,
      k.quantity - k.on_hand, round(k.second_quantity * (k.quantity - k.on_hand) / k.quantity, 6),
      k.effective_at, 'unexplained', null, k.document_kind, k.document_id, null, null, null
    )::kontor.new_move) filter (where k.quantity > k.on_hand)
  into outflows, missing
  from known k
  join organization o on o.tenant_id = p_tenant_id and o.id = k.organization_id
  join stock_location a on a.tenant_id = p_tenant_id and a.organization_id = o.legal_entity_id
    and a.usage = 'adjustment' and a.warehouse_id is null;
  if outflows is not null then
    lost := kontor.break_promises(p_tenant_id, outflows);
  end if;
  perform kontor.insert_moves(p_tenant_id, missing || moves);
  insert into stock_unexplained (tenant_id, organization_id, move_id, product_id, lot_id, location_id,
    owner_id, quantity, open_quantity)
  select p_tenant_id, l.organization_id, m.id, m.product_id, m.lot_id, m.to_location_id, m.owner_id,
    m.quantity, m.quantity
  from unnest(missing) m
  join stock_location l on l.tenant_id = p_tenant_id and l.id = m.to_location_id;
  return jsonb_build_object('lost', lost, 'unexplained', coalesce((
    select jsonb_agg(jsonb_build_object('product', m.product_id, 'location', m.to_location_id,
      'lot', m.lot_id,
      'owner', m.owner_id, 'quantity', m.quantity::text, 'move', m.id)) from unnest(missing) m), '[]'));
end
$$;

-- The same list as post_moves(), for what cannot be refused: loss, scrap, breakage, offline sale.
-- Returns {moves: [{position, move}],
--   lost: [{what: reservation | allocation, document_kind, document, document_line, product, quantity}],
--   unexplained: [{product, location, lot, owner, quantity, move}]}.
create function kontor.post_facts(p_moves jsonb) returns jsonb
language plpgsql
as $$
declare
  own_tenant constant uuid := kontor.tenant_id();
  moves kontor.new_move[] := kontor.read_moves(own_tenant, p_moves);
  told jsonb;
begin
  perform kontor.lock_move_levels(own_tenant, moves);
  told := kontor.insert_facts(own_tenant, kontor.explain_receipts(own_tenant, moves));
  return told || jsonb_build_object('moves', (
    select jsonb_agg(jsonb_build_object('position', m.position, 'move', m.id) order by m.position)
    from unnest(moves) m));
end
$$;

-- What one place held at an instant.
create function kontor.held_at(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_lot_id uuid, p_owner_id uuid,
  p_at timestamptz
) returns numeric
language sql stable
as $$
  select coalesce((
      select b.on_hand from stock_balance b
      where b.tenant_id = p_tenant_id and b.product_id = p_product_id and b.location_id = p_location_id
        and b.lot_key = coalesce(p_lot_id, '00000000-0000-0000-0000-000000000000')
        and b.owner_key = coalesce(p_owner_id, '00000000-0000-0000-0000-000000000000')), 0)
    + coalesce((
      select sum(m.quantity) from stock_move m
      where m.tenant_id = p_tenant_id and m.from_location_id = p_location_id and m.product_id = p_product_id
        and m.effective_at > p_at
        and m.lot_id is not distinct from p_lot_id and m.owner_id is not distinct from p_owner_id), 0)
    - coalesce((
      select sum(m.quantity) from stock_move m
      where m.tenant_id = p_tenant_id and m.to_location_id = p_location_id and m.product_id = p_product_id
        and m.effective_at > p_at
        and m.lot_id is not distinct from p_lot_id and m.owner_id is not distinct from p_owner_id), 0)
$$;

-- The second quantity it held then.
create function kontor.second_held_at(
  p_tenant_id uuid, p_product_id uuid, p_location_id uuid, p_lot_id uuid, p_owner_id uuid,
  p_at timestamptz
) returns numeric
language sql stable
as $$
  select coalesce(sum(case when m.to_location_id = p_location_id then m.second_quantity
    else -m.second_quantity end), 0)
  from stock_move m
  where m.tenant_id = p_tenant_id and m.product_id = p_product_id and m.effective_at <= p_at
    and p_location_id in (m.from_location_id, m.to_location_id)
    and m.lot_id is not distinct from p_lot_id and m.owner_id is not distinct from p_owner_id
$$;

-- DOMAIN 6: compares what was counted with the books of the instant of counting and posts the difference,
-- at that instant where its period is open and the place bears it, else now.
-- p_lines: [{line_id, product_id, location_id, counted_quantity, counted_at, lot_id?, owner_id?,
--   counted_second_quantity?}]; without the last the second quantity goes by its share.
-- Returns {lines: [{line_id, book_quantity, difference, move}], lost: [...], unexplained: [...]}.
create function kontor.count(p_lines jsonb, p_document_kind text, p_document_id uuid, p_reason text)
returns jsonb
language plpgsql
as $$
declare
  own_tenant constant uuid := kontor.tenant_id();
  moves kontor.new_move[];
  -- What weighs otherwise than its count says: one out and one in, in one statement, so that only the weight changes.
  weighed kontor.new_move[];
  lines jsonb;
  told jsonb := '{"lost": [], "unexplained": []}';
begin
  perform kontor.lock_levels(array_agg(distinct row(own_tenant, l.organization_id, j.product_id,
    l.warehouse_id, j.owner_id)::kontor.level_key), true)
  from jsonb_to_recordset(p_lines) as j (product_id uuid, location_id uuid, owner_id uuid)
  join product p on p.tenant_id = own_tenant and p.id = j.product_id
  join stock_location l on l.tenant_id = own_tenant and l.id = j.location_id and l.warehouse_id is not null;

  with counted as (
    select j.*, j.counted_quantity - h.book_quantity as difference, h.book_quantity, a.id as adjustment_id,
      uuidv7() as move_id,
      case when j.counted_second_quantity is not null then j.counted_second_quantity - kontor.second_held_at(
        own_tenant, j.product_id, j.location_id, j.lot_id, j.owner_id, j.counted_at) end as second_difference,
      case when kontor.is_period_open(own_tenant, o.legal_entity_id, 'stock',
          (j.counted_at at time zone o.timezone)::date)
        and (j.counted_quantity >= h.book_quantity or h.book_quantity - j.counted_quantity <= least(
          h.book_quantity, kontor.lowest_since(own_tenant, j.product_id, j.location_id, j.lot_id, j.owner_id,
            kontor.held_at(own_tenant, j.product_id, j.location_id, j.lot_id, j.owner_id, 'infinity'),
            j.counted_at)))
        then least(j.counted_at, clock_timestamp()) end as effective_at
    from rows from (jsonb_to_recordset(p_lines) as (line_id uuid, product_id uuid, location_id uuid,
      lot_id uuid, owner_id uuid, counted_quantity numeric, counted_at timestamptz,
      counted_second_quantity numeric)) with ordinality as j (line_id, product_id, location_id, lot_id, owner_id,
        counted_quantity, counted_at, counted_second_quantity, position)
    join stock_location l on l.tenant_id = own_tenant and l.id = j.location_id and l.warehouse_id is not null
    join organization o on o.tenant_id = own_tenant and o.id = l.organization_id
    join stock_location a on a.tenant_id = own_tenant and a.organization_id = o.legal_entity_id
      and a.usage = 'adjustment' and a.warehouse_id is null
    cross join lateral (
      select kontor.held_at(own_tenant, j.product_id, j.location_id, j.lot_id, j.owner_id, j.counted_at)
        as book_quantity) h
  )
  select array_agg(row(c.position, c.move_id, c.product_id, c.lot_id,
      case when c.difference < 0 then c.location_id else c.adjustment_id end,
      case when c.difference < 0 then c.adjustment_id else c.location_id end,
      c.owner_id, abs(c.difference), case when c.second_difference is not null
        then greatest(0, sign(c.difference) * c.second_difference) end, c.effective_at, p_reason, null,
      p_document_kind, p_document_id, c.line_id, null, null)::kontor.new_move
      order by c.position) filter (where c.difference <> 0 and d.is_out is not false),
    array_agg(row(c.position, uuidv7(), c.product_id, c.lot_id,
      case when d.is_out then c.location_id else c.adjustment_id end,
      case when d.is_out then c.adjustment_id else c.location_id end,
      c.owner_id, 1, case when d.is_out = (c.second_difference < 0) then abs(c.second_difference) else 0 end,
      c.effective_at, p_reason, null, p_document_kind, p_document_id, c.line_id, null, null)::kontor.new_move
      order by c.position) filter (where d.is_out is not null),
    jsonb_agg(jsonb_build_object('line_id', c.line_id, 'book_quantity', c.book_quantity::text,
      'difference', c.difference::text, 'move', case when c.difference <> 0 then c.move_id end)
      order by c.position) filter (where d.is_out is not false)
  into moves, weighed, lines
  from counted c
  left join (values (true), (false)) d (is_out)
    on c.second_difference <> 0 and sign(c.second_difference) <> sign(c.difference);
  if jsonb_array_length(coalesce(lines, '[]')) <> jsonb_array_length(p_lines) then
    perform kontor.refuse('inventory.unknown_place_or_product');
  end if;
  -- A count has the last word on what was unexplained there before it.
  update stock_unexplained u
  set open_quantity = 0, explained_at = clock_timestamp()
  from jsonb_to_recordset(p_lines) as j (product_id uuid, location_id uuid, lot_id uuid, owner_id uuid)
  where u.tenant_id = own_tenant and u.product_id = j.product_id and u.location_id = j.location_id
    and u.lot_id is not distinct from j.lot_id and u.owner_id is not distinct from j.owner_id
    and u.explained_at is null;
  if moves is not null then
    told := kontor.insert_facts(own_tenant, moves);
  end if;
  if weighed is not null then
    perform kontor.insert_moves(own_tenant, weighed);
  end if;
  return told || jsonb_build_object('lines', lines);
end
$$;

-- On hand by place as of an instant, and as it was known at another (both inclusive). Bound by the
-- caller's policies: who may read a place reads all moves of it.
create function kontor.on_hand_as_of(
  p_product_ids uuid[], p_at timestamptz, p_known_at timestamptz default 'infinity'
) returns table (
  product_id uuid, lot_id uuid, location_id uuid, owner_id uuid, on_hand numeric, second_on_hand numeric
)
language sql stable
as $$
  select s.product_id, s.lot_id, s.location_id, s.owner_id, sum(s.quantity), sum(s.second_quantity)
  from (
    select m.product_id, m.lot_id, m.to_location_id as location_id, m.owner_id, m.quantity, m.second_quantity
    from stock_move m
    where m.tenant_id = kontor.tenant_id() and m.product_id = any (p_product_ids)
      and m.effective_at <= p_at and m.recorded_at <= p_known_at
    union all
    select m.product_id, m.lot_id, m.from_location_id, m.owner_id, -m.quantity, -m.second_quantity
    from stock_move m
    where m.tenant_id = kontor.tenant_id() and m.product_id = any (p_product_ids)
      and m.effective_at <= p_at and m.recorded_at <= p_known_at
  ) s
  join stock_location l on l.tenant_id = kontor.tenant_id() and l.id = s.location_id
    and l.warehouse_id is not null
  group by 1, 2, 3, 4
  having sum(s.quantity) <> 0 or sum(s.second_quantity) <> 0
$$;

-- Quantity and value of a legal entity's own stock by product, likewise.
create function kontor.value_as_of(
  p_legal_entity_id uuid, p_at timestamptz, p_known_at timestamptz default 'infinity'
) returns table (product_id uuid, quantity numeric, amount numeric)
language sql stable
as $$
  select v.product_id, sum(v.quantity), sum(v.amount)
  from value_entry v
  where v.tenant_id = kontor.tenant_id() and v.organization_id = p_legal_entity_id
    and v.effective_at <= p_at and v.recorded_at <= p_known_at
  group by v.product_id
  having sum(v.quantity) <> 0 or sum(v.amount) <> 0
$$;

-- Brings the value of stock to today's standard cost: run when a cost is changed, or its day comes.
create function kontor.revalue(p_legal_entity_id uuid, p_product_ids uuid[]) returns integer
language plpgsql
as $$
declare
  posted integer;
begin
  -- Under the locks of the products' levels, so that no issue at the old cost slips in between.
  perform from stock_level l
  where l.tenant_id = kontor.tenant_id() and l.product_id = any (p_product_ids) and l.owner_id is null
  order by l.product_id, l.warehouse_id, l.owner_key
  for no key update;
  insert into value_entry (tenant_id, organization_id, product_id, quantity, amount, reason, effective_at)
  select kontor.tenant_id(), p_legal_entity_id, v.product_id, 0,
    round(v.quantity * cost.standard_cost, 6) - v.amount, 'revaluation', clock_timestamp()
  from (
    select e.product_id, sum(e.quantity) as quantity, sum(e.amount) as amount
    from value_entry e
    where e.tenant_id = kontor.tenant_id() and e.organization_id = p_legal_entity_id
      and e.product_id = any (p_product_ids)
    group by 1
  ) v
  join organization o on o.tenant_id = kontor.tenant_id() and o.id = p_legal_entity_id
  cross join lateral (
    select k.standard_cost from product_company k
    where k.tenant_id = kontor.tenant_id() and k.organization_id = p_legal_entity_id
      and k.product_id = v.product_id and k.valid_from <= (kontor.clock() at time zone o.timezone)::date
    order by k.valid_from desc
    limit 1
  ) cost
  where round(v.quantity * cost.standard_cost, 6) <> v.amount;
  get diagnostics posted = row_count;
  return posted;
end
$$;

call kontor.define_ledger_part('kontor.insert_facts(uuid, kontor.new_move[])',
  'kontor.held_at(uuid, uuid, uuid, uuid, uuid, timestamptz)',
  'kontor.second_held_at(uuid, uuid, uuid, uuid, uuid, timestamptz)');
call kontor.define_ledger('kontor.post_facts(jsonb)', 'kontor.count(jsonb, text, uuid, text)',
  'kontor.revalue(uuid, uuid[])');
call kontor.open_to_application('kontor.post_facts(jsonb)', 'kontor.count(jsonb, text, uuid, text)',
  'kontor.revalue(uuid, uuid[])');
