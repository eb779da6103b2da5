-- Warehouses and stock locations: real places in a warehouse, virtual ones at the legal entity.

create table warehouse (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  name text not null,
  code text not null,
  code_lower text collate "C" not null generated always as (lower(code)) stored,
  warehouse_type text not null,
  address_id uuid,
  is_active boolean not null default true,
  tags text[] not null default '{}',
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_warehouse primary key (tenant_id, id),
  constraint uq_warehouse__code__organization unique (tenant_id, organization_id, code_lower),
  constraint uq_warehouse__organization__id unique (tenant_id, organization_id, id),
  constraint fk_warehouse__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_warehouse__address foreign key (tenant_id, address_id) references address (tenant_id, id),
  constraint ck_warehouse__name check (char_length(name) between 1 and 255),
  constraint ck_warehouse__code check (char_length(code) between 1 and 50),
  constraint ck_warehouse__warehouse_type check (warehouse_type in ('DISTRIBUTION_CENTER', 'RETAIL_STORE',
    'MANUFACTURING', 'VIRTUAL_DROPSHIP', 'THIRD_PARTY_LOGISTICS', 'TRANSIT', 'OTHER')),
  constraint ck_warehouse__custom_fields check (jsonb_typeof(custom_fields) = 'object')
);
create index ix_warehouse__organization on warehouse (tenant_id, organization_id, name, id);
create index ix_warehouse__address on warehouse (tenant_id, address_id) where address_id is not null;
create index ix_warehouse__name on warehouse (tenant_id, name, id);
create index ix_warehouse__code on warehouse (tenant_id, code_lower, id);
create index ix_warehouse__created_at on warehouse (tenant_id, created_at, id);
create index ix_warehouse__warehouse_type on warehouse (tenant_id, warehouse_type, name, id);
create index ix_warehouse__is_active on warehouse (tenant_id, is_active, name, id);
call kontor.protect('warehouse', 'organization');

create table stock_location (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  name text not null,
  barcode text,
  warehouse_id uuid,
  parent_id uuid,
  location_type text not null default '',
  -- storage, transit and consignment (held by a partner) keep balances; the others are where goods come
  -- from and go to (DOMAIN 2).
  usage text not null default 'storage',
  partner_id uuid,
  is_active boolean not null default true,
  is_pickable boolean not null default true,
  -- Where goods go when nobody says: one place of each sort in a warehouse.
  default_for text,
  custom_fields jsonb not null default '{}',
  -- Set for virtual places only; its foreign key is what makes them belong to a legal entity.
  legal_entity_id uuid generated always as (case when warehouse_id is null then organization_id end) stored,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_stock_location primary key (tenant_id, id),
  constraint uq_stock_location__organization__id unique (tenant_id, organization_id, id),
  constraint uq_stock_location__warehouse__id unique (tenant_id, warehouse_id, id),
  -- With the organization, for virtual places of two legal entities may bear one name.
  constraint uq_stock_location__name__warehouse__parent
    unique nulls not distinct (tenant_id, organization_id, warehouse_id, parent_id, name),
  constraint fk_stock_location__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id) on delete cascade,
  constraint fk_stock_location__legal_entity foreign key (tenant_id, legal_entity_id, organization_id)
    references organization (tenant_id, legal_entity_id, id) on delete cascade,
  constraint fk_stock_location__warehouse foreign key (tenant_id, organization_id, warehouse_id)
    references warehouse (tenant_id, organization_id, id) on delete cascade,
  constraint fk_stock_location__partner foreign key (tenant_id, partner_id)
    references partner (tenant_id, id),
  constraint fk_stock_location__parent foreign key (tenant_id, warehouse_id, parent_id)
    references stock_location (tenant_id, warehouse_id, id) on delete cascade,
  constraint ck_stock_location__custom_fields check (jsonb_typeof(custom_fields) = 'object'),
  constraint ck_stock_location__name check (char_length(name) between 1 and 255),
  constraint ck_stock_location__barcode check (char_length(barcode) between 1 and 100),
  constraint ck_stock_location__location_type check (location_type in (
    '', 'ZONE', 'AISLE', 'RACK', 'SHELF', 'BIN', 'DOCK', 'STAGING_AREA', 'OTHER')),
  constraint ck_stock_location__usage check (usage in ('storage', 'transit', 'consignment',
    'supplier', 'customer', 'production', 'adjustment')),
  constraint ck_stock_location__warehouse check (
    (warehouse_id is null) = (usage in ('supplier', 'customer', 'production', 'adjustment'))),
  constraint ck_stock_location__parent check (
    parent_id <> id and (parent_id is null or warehouse_id is not null)),
  constraint ck_stock_location__partner check (partner_id is null or usage = 'consignment'),
  constraint ck_stock_location__default_for check (default_for is null
    or default_for in ('storage', 'returns', 'transit') and warehouse_id is not null
    and (default_for = 'transit') = (usage = 'transit') and not (default_for = 'returns' and is_pickable))
);
create unique index uq_stock_location__default_for on stock_location (tenant_id, warehouse_id, default_for)
  where default_for is not null;
create unique index uq_stock_location__usage on stock_location (tenant_id, organization_id, usage)
  where warehouse_id is null;
create unique index uq_stock_location__barcode__warehouse on stock_location
  (tenant_id, warehouse_id, barcode) where barcode is not null;
create index ix_stock_location__organization on stock_location (tenant_id, organization_id, name, id);
create index ix_stock_location__warehouse on stock_location (tenant_id, warehouse_id, name, id);
create index ix_stock_location__parent on stock_location (tenant_id, parent_id, name, id);
create index ix_stock_location__name on stock_location (tenant_id, name, id);
create index ix_stock_location__barcode on stock_location (tenant_id, barcode, id);
create index ix_stock_location__created_at on stock_location (tenant_id, created_at, id);
create index ix_stock_location__location_type on stock_location (tenant_id, location_type, name, id);
create index ix_stock_location__usage on stock_location (tenant_id, usage, name, id);
create index ix_stock_location__is_active on stock_location (tenant_id, is_active, name, id);
create index ix_stock_location__partner on stock_location (tenant_id, partner_id)
  where partner_id is not null;
call kontor.index_references('stock_location');
call kontor.protect('stock_location', 'organization');

-- A place keeps its warehouse and its sort for ever, and never comes below itself.
create function kontor.keep_stock_location() returns trigger
language plpgsql
as $$
begin
  if (new.organization_id, new.warehouse_id, new.usage)
      is distinct from (old.organization_id, old.warehouse_id, old.usage) then
    raise exception using errcode = 'check_violation', table = 'stock_location',
      constraint = case when new.usage <> old.usage then 'ck_stock_location__usage'
        else 'ck_stock_location__warehouse' end,
      message = 'a stock location keeps its warehouse and usage';
  end if;
  if new.parent_id is distinct from old.parent_id and new.parent_id is not null then
    -- One move at a time in a warehouse: two at once could put each place below the other.
    perform from warehouse where tenant_id = new.tenant_id and id = new.warehouse_id for no key update;
    if exists (
      with recursive above as (
        select l.id, l.parent_id from stock_location l
        where l.tenant_id = new.tenant_id and l.id = new.parent_id
        union
        select l.id, l.parent_id from stock_location l join above a on l.id = a.parent_id
        where l.tenant_id = new.tenant_id
      )
      select from above where id = new.id
    ) then
      raise exception using errcode = 'check_violation', table = 'stock_location',
        constraint = 'ck_stock_location__parent', message = 'a stock location cannot come below itself';
    end if;
  end if;
  return new;
end
$$;

-- A word in the language of a house, for what is made there without being asked for.
create function kontor.word_there(p_tenant_id uuid, p_organization_id uuid, p_english text, p_german text)
returns text
language sql stable
as $$
  select case when o.language like 'de%' then p_german else p_english end
  from organization o where o.tenant_id = p_tenant_id and o.id = p_organization_id
$$;

-- The places nobody should have to set up: four virtual ones for each legal entity ...
create function kontor.make_virtual_places() returns trigger
language plpgsql
as $$
begin
  insert into stock_location (tenant_id, organization_id, name, usage, is_pickable, created_by)
  select new.tenant_id, new.id, kontor.word_there(new.tenant_id, new.id, place.english, place.german),
    place.usage, false, kontor.user_id()
  from (values ('Suppliers', 'Lieferanten', 'supplier'), ('Customers', 'Kunden', 'customer'),
    ('Production', 'Fertigung', 'production'), ('Adjustments', 'Korrekturen', 'adjustment')
  ) place (english, german, usage)
  on conflict do nothing;
  return null;
end
$$;

-- ... which go again when it stops being one, unless goods have passed through them ...
create function kontor.drop_virtual_places() returns trigger
language plpgsql
as $$
begin
  delete from stock_location
  where tenant_id = old.tenant_id and organization_id = old.id and warehouse_id is null;
  return new;
end
$$;

-- ... and three in each warehouse: storage, returns that wait for inspection, and goods on their way.
create function kontor.make_default_places() returns trigger
language plpgsql
as $$
begin
  insert into stock_location
    (tenant_id, organization_id, warehouse_id, name, usage, is_pickable, default_for, created_by)
  select new.tenant_id, new.organization_id, new.id,
    kontor.word_there(new.tenant_id, new.organization_id, place.english, place.german), place.usage,
    place.is_pickable, place.default_for, kontor.user_id()
  from (values ('Stock', 'Bestand', 'storage', true, 'storage'),
    ('Returns', 'Retouren', 'storage', false, 'returns'), ('Transit', 'Unterwegs', 'transit', false, 'transit')
  ) place (english, german, usage, is_pickable, default_for);
  return null;
end
$$;

grant select, insert, delete on stock_location to kontor_ledger;
grant select, update (version) on warehouse to kontor_ledger;
call kontor.define_as('kontor_ledger', 'kontor.keep_stock_location()', 'kontor.make_virtual_places()',
  'kontor.drop_virtual_places()', 'kontor.make_default_places()');

create trigger keep before update on stock_location
  for each row execute function kontor.keep_stock_location();
create trigger make_places after insert on organization
  for each row when (new.is_legal_entity) execute function kontor.make_virtual_places();
create trigger make_places_later after update on organization
  for each row when (new.is_legal_entity and not old.is_legal_entity)
  execute function kontor.make_virtual_places();
create trigger drop_places before update on organization
  for each row when (old.is_legal_entity and not new.is_legal_entity)
  execute function kontor.drop_virtual_places();
create trigger make_places after insert on warehouse
  for each row execute function kontor.make_default_places();

-- The place of a sort: a warehouse's own (storage, returns, transit), else its legal entity's virtual one.
create function kontor.place_for(p_warehouse_id uuid, p_sort text) returns uuid
language sql stable
as $$
  select coalesce(
    (select l.id from stock_location l
      where l.tenant_id = w.tenant_id and l.warehouse_id = w.id and l.default_for = p_sort),
    (select l.id from stock_location l
      where l.tenant_id = w.tenant_id and l.organization_id = o.legal_entity_id and l.warehouse_id is null
        and l.usage = p_sort))
  from warehouse w
  join organization o on o.tenant_id = w.tenant_id and o.id = w.organization_id
  where w.tenant_id = kontor.tenant_id() and w.id = p_warehouse_id
$$;
call kontor.define_as('kontor_ledger', 'kontor.place_for(uuid, text)');
call kontor.open_to_application('kontor.place_for(uuid, text)');
