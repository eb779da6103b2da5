-- A posted receipt that was wrong is taken back: its goods leave again, and who was promised them waits again.

alter table goods_receipt
  add column reversal_reason text,
  add constraint ck_goods_receipt__reversal_reason check (char_length(reversal_reason) between 1 and 1000);

-- Who posts takes back.
update role set permissions = permissions || '["inventory.reverse_goodsreceipt"]'
where tenant_id is null and code in ('warehouse', 'purchasing');

create type kontor.received_goods as (
  product_id uuid, lot_id uuid, owner_id uuid, location_id uuid, warehouse_id uuid, quantity numeric,
  explained numeric
);

-- What was explained by the receipts (DOMAIN 6) is open work again, the youngest first.
create function kontor.reopen_unexplained(p_tenant_id uuid, p_goods kontor.received_goods[]) returns void
language plpgsql
as $$
declare
  missing record;
begin
  for missing in
    select u.id, least(u.quantity - u.open_quantity, g.explained - coalesce(sum(u.quantity - u.open_quantity)
      over (partition by g.product_id, g.location_id, g.lot_id, g.owner_id order by u.id desc
        rows between unbounded preceding and 1 preceding), 0)) as quantity
    from unnest(p_goods) g
    join stock_unexplained u on u.tenant_id = p_tenant_id and u.product_id = g.product_id
      and u.lot_id is not distinct from g.lot_id and u.owner_id is not distinct from g.owner_id
    join stock_location l on l.tenant_id = p_tenant_id and l.id = u.location_id
      and l.warehouse_id = g.warehouse_id
    where g.explained > 0 and u.open_quantity < u.quantity
  loop
    update stock_unexplained u
    set open_quantity = u.open_quantity + missing.quantity, explained_at = null
    where missing.quantity > 0 and u.tenant_id = p_tenant_id and u.id = missing.id;
  end loop;
end
$$;

-- Refuses where the goods no longer lie where they came in.
create function kontor.refuse_gone(p_tenant_id uuid, p_goods kontor.received_goods[]) returns void
language plpgsql
as $$
begin
  perform kontor.refuse('inventory.receipt_gone', jsonb_strip_nulls(jsonb_build_object('product', p.sku,
    'place', l.name, 'lot', t.number, 'wanted', trim_scale(g.quantity)::text,
    'available', trim_scale(coalesce(b.on_hand, 0))::text)))
  from unnest(p_goods) g
  join product p on p.tenant_id = p_tenant_id and p.id = g.product_id
  join stock_location l on l.tenant_id = p_tenant_id and l.id = g.location_id
  left join lot t on t.tenant_id = p_tenant_id and t.id = g.lot_id
  left join stock_balance b on b.tenant_id = p_tenant_id and b.product_id = g.product_id
    and b.location_id = g.location_id
    and b.lot_key = coalesce(g.lot_id, '00000000-0000-0000-0000-000000000000')
    and b.owner_key = coalesce(g.owner_id, '00000000-0000-0000-0000-000000000000')
  where g.quantity > coalesce(b.on_hand, 0)
  order by p.sku, l.name
  limit 1;
end
$$;

-- Takes back what receipts have brought, all or nothing. They never happened, which is a fact (DOMAIN 6): the
-- promises that it breaks are taken back, the latest first, and told. Only what is picked for a delivery stays
-- with it: somebody is packing it, and the delivery is to be set back first.
create function kontor.take_receipts_back(p_document_ids uuid[], p_note text) returns void
language plpgsql
as $$
declare
  own_tenant constant uuid := kontor.tenant_id();
  moves uuid[];
  received kontor.received_goods[];
  lost jsonb;
begin
  select array_agg(m.id order by m.product_id, m.id) into moves
  from stock_move m
  where m.tenant_id = own_tenant and m.document_id = any (p_document_ids)
    and m.reason in ('receipt', 'explained');
  if moves is null then
    perform kontor.refuse('inventory.unknown_move');
  end if;
  select array_agg(row(x.product_id, x.lot_id, x.owner_id, l.id, l.warehouse_id, x.quantity,
    x.explained)::kontor.received_goods)
  into received
  from (
    select m.product_id, m.lot_id, m.owner_id,
      case m.reason when 'receipt' then m.to_location_id else m.from_location_id end as location_id,
      sum(case m.reason when 'receipt' then m.quantity else -m.quantity end) as quantity,
      coalesce(sum(m.quantity) filter (where m.reason = 'explained'), 0) as explained
    from stock_move m
    where m.tenant_id = own_tenant and m.id = any (moves)
    group by 1, 2, 3, 4
  ) x
  join stock_location l on l.tenant_id = own_tenant and l.id = x.location_id;
  perform kontor.lock_levels(array_agg(distinct row(own_tenant, l.organization_id, g.product_id,
    g.warehouse_id, g.owner_id)::kontor.level_key), false)
  from unnest(received) g
  join stock_location l on l.tenant_id = own_tenant and l.id = g.location_id;
  perform kontor.refuse_gone(own_tenant, received);

  select kontor.break_promises(own_tenant, array_agg(row(g.product_id, g.warehouse_id,
    coalesce(g.owner_id, '00000000-0000-0000-0000-000000000000'), g.location_id,
    coalesce(g.lot_id, '00000000-0000-0000-0000-000000000000'), g.quantity)::kontor.outflow))
  into lost
  from unnest(received) g
  where g.quantity > 0;
  perform kontor.refuse('inventory.receipt_picked', jsonb_build_object('product', p.sku))
  from jsonb_array_elements(lost) e
  join product p on p.tenant_id = own_tenant and p.id = (e ->> 'product')::uuid
  where e ->> 'what' = 'allocation' and not exists (
    select from stock_demand d where d.document_line_id = (e ->> 'document_line')::uuid)
  limit 1;
  begin
    perform kontor.reverse_moves(moves, p_note);
  exception when sqlstate 'KT001' then
    if sqlerrm <> 'inventory.not_enough_stock_then' then
      raise;
    end if;
    -- They lie there now, but have been away since they came.
    perform kontor.reverse_moves(moves, p_note, true);
  end;
  perform kontor.reopen_unexplained(own_tenant, received);
end
$$;

call kontor.define_ledger_part('kontor.reopen_unexplained(uuid, kontor.received_goods[])',
  'kontor.refuse_gone(uuid, kontor.received_goods[])');
call kontor.define_ledger('kontor.take_receipts_back(uuid[], text)');
call kontor.open_to_application('kontor.take_receipts_back(uuid[], text)');
