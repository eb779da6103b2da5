-- How long goods must last that a customer is sent (DOMAIN 20), and what is free for him while an order is typed.

alter table partner
  add column minimum_life_days integer not null default 0,
  add constraint ck_partner__minimum_life_days check (minimum_life_days between 0 and 36500);

-- Of products kept by lots, what a customer could be promised for a day; no row where any unexpired lot will do.
-- p_wanted: [{product, day}], day null for today.
create function kontor.free_for_customer(p_customer_id uuid, p_warehouse_id uuid, p_wanted jsonb)
returns table (product_id uuid, day date, free numeric)
language sql stable
as $$
  select p.id, j.day, greatest(0, least(l.usable - l.reserved, kontor.lasting_free(l.tenant_id, l.product_id,
    l.warehouse_id, l.owner_key, coalesce(j.day, (kontor.clock() at time zone o.timezone)::date)
      + c.minimum_life_days)))
  from partner c
  cross join jsonb_to_recordset(p_wanted) as j (product uuid, day date)
  join product p on p.tenant_id = c.tenant_id and p.id = j.product and p.tracking <> 'none'
  join stock_level l on l.tenant_id = c.tenant_id and l.product_id = p.id and l.warehouse_id = p_warehouse_id
    and l.owner_id is null
  join organization o on o.tenant_id = l.tenant_id and o.id = l.organization_id
  where c.tenant_id = kontor.tenant_id() and c.id = p_customer_id and c.minimum_life_days > 0
$$;
call kontor.define_ledger('kontor.free_for_customer(uuid, uuid, jsonb)');
call kontor.open_to_application('kontor.free_for_customer(uuid, uuid, jsonb)');
