-- What a new day does to stock, for the job that runs each hour: somewhere a day has just begun.

-- Expired goods leave the usable at the start of their day (DOMAIN 4); promises on them are broken and told.
create function kontor.expire_stock_at(p_tenant_id uuid, p_now timestamptz) returns void
language plpgsql
as $$
begin
  perform set_config('erp.tenant_id', p_tenant_id::text, true), set_config('erp.now', p_now::text, true);
  perform kontor.expire_stock(p_tenant_id, null);
end
$$;

-- A standard cost that was entered beforehand counts from its day on: what lies there is worth more or less
-- then (DOMAIN 21). Days that nobody looked at are made up for; what is right already changes nothing.
create function kontor.revalue_at(p_tenant_id uuid, p_now timestamptz) returns void
language plpgsql
as $$
declare
  due_ids uuid[];
begin
  perform set_config('erp.tenant_id', p_tenant_id::text, true), set_config('erp.now', p_now::text, true);
  select array_agg(distinct k.product_id) into due_ids
  from product_company k
  join organization o on o.tenant_id = k.tenant_id and o.id = k.organization_id
  where k.tenant_id = p_tenant_id and k.valid_from <= (p_now at time zone o.timezone)::date
    and k.valid_from > (p_now at time zone o.timezone)::date - 31;
  if due_ids is null then
    return;
  end if;
  -- All levels at once, for revalue() goes company by company (DOMAIN 4).
  perform from stock_level l
  where l.tenant_id = p_tenant_id and l.product_id = any (due_ids) and l.owner_id is null
  order by l.product_id, l.warehouse_id, l.owner_key
  for no key update;
  perform kontor.revalue(o.id, due_ids)
  from organization o
  where o.tenant_id = p_tenant_id and o.legal_entity_id = o.id;
end
$$;

call kontor.define_ledger('kontor.expire_stock_at(uuid, timestamptz)', 'kontor.revalue_at(uuid, timestamptz)');
grant execute on function kontor.expire_stock_at(uuid, timestamptz), kontor.revalue_at(uuid, timestamptz)
  to current_user;
