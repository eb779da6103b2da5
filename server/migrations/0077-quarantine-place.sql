-- A warehouse's place for goods that inspection holds back, made when it is first needed (DOMAIN 13).

alter table stock_location drop constraint ck_stock_location__default_for;
alter table stock_location add constraint ck_stock_location__default_for check (default_for is null
  or default_for in ('storage', 'returns', 'quarantine', 'transit') and warehouse_id is not null
  and (default_for = 'transit') = (usage = 'transit')
  and not (default_for in ('returns', 'quarantine') and is_pickable));

-- One that was made for it, else one that is named so, else a new one. None where its name is taken by a place
-- that is picked from or out of use.
create function kontor.quarantine_place(p_warehouse_id uuid) returns table (id uuid, name text, is_new boolean)
language plpgsql
as $$
begin
  return query
    select l.id, l.name, false from stock_location l
    where l.tenant_id = kontor.tenant_id() and l.warehouse_id = p_warehouse_id and l.usage = 'storage'
      and l.is_active and not l.is_pickable
      and (l.default_for = 'quarantine' or l.default_for is null and l.name ~* 'quarant|sperr|block')
    order by l.default_for nulls last, l.name, l.id limit 1;
  if found then
    return;
  end if;
  return query
    insert into stock_location
      (tenant_id, organization_id, warehouse_id, name, usage, is_pickable, default_for, created_by)
    select w.tenant_id, w.organization_id, w.id,
      kontor.word_there(w.tenant_id, w.organization_id, 'Quarantine', 'Sperrlager'), 'storage', false, 'quarantine',
      kontor.user_id()
    from warehouse w where w.tenant_id = kontor.tenant_id() and w.id = p_warehouse_id
    on conflict do nothing
    returning stock_location.id, stock_location.name, true;
end
$$;
call kontor.define_as('kontor_ledger', 'kontor.quarantine_place(uuid)');
call kontor.open_to_application('kontor.quarantine_place(uuid)');
