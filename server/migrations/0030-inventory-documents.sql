-- Documents that move stock: receipts, transfers, counts.

-- A document states its legal entity (DOMAIN 5): that of its organization when it is written, never another
-- one. The key to the organization together with it keeps an organization that has documents where it is.
create function kontor.keep_legal_entity() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'UPDATE' then
    raise exception using errcode = 'check_violation', table = tg_table_name,
      constraint = format('ck_%s__legal_entity', tg_table_name),
      message = 'a document never changes its legal entity';
  end if;
  select o.legal_entity_id into new.legal_entity_id from organization o
  where o.tenant_id = new.tenant_id and o.id = new.organization_id;
  if found and new.legal_entity_id is null then
    perform kontor.refuse('organization.no_legal_entity', (
      select jsonb_build_object('organization', o.name) from organization o
      where o.tenant_id = new.tenant_id and o.id = new.organization_id));
  end if;
  return new;
end
$$;

create procedure kontor.state_legal_entity(p_table text)
language plpgsql
as $$
begin
  execute format('create trigger state_legal_entity before insert on %I for each row
    when (new.legal_entity_id is null) execute function kontor.keep_legal_entity()', p_table);
  execute format('create trigger keep_legal_entity before update on %I for each row
    when (new.legal_entity_id is distinct from old.legal_entity_id)
    execute function kontor.keep_legal_entity()', p_table);
end
$$;

-- Stocking rules.
create table product_warehouse (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  product_id uuid not null,
  warehouse_id uuid not null,
  reorder_point numeric(20,6) not null default 0,
  safety_stock numeric(20,6) not null default 0,
  default_location_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_product_warehouse primary key (tenant_id, id),
  constraint uq_product_warehouse__product__warehouse unique (tenant_id, product_id, warehouse_id),
  constraint fk_product_warehouse__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_product_warehouse__product foreign key (tenant_id, product_id)
    references product (tenant_id, id) on delete cascade,
  constraint fk_product_warehouse__warehouse foreign key (tenant_id, organization_id, warehouse_id)
    references warehouse (tenant_id, organization_id, id) on delete cascade,
  constraint fk_product_warehouse__default_location foreign key (tenant_id, organization_id,
      default_location_id)
    references stock_location (tenant_id, organization_id, id),
  constraint ck_product_warehouse__reorder_point check (reorder_point >= 0),
  constraint ck_product_warehouse__safety_stock check (safety_stock >= 0)
);
create index ix_product_warehouse__organization on product_warehouse
  (tenant_id, organization_id, created_at, id);
create index ix_product_warehouse__product on product_warehouse (tenant_id, product_id, created_at, id);
create index ix_product_warehouse__warehouse on product_warehouse (tenant_id, warehouse_id, created_at, id);
create index ix_product_warehouse__default_location on product_warehouse (tenant_id, default_location_id)
  where default_location_id is not null;
create index ix_product_warehouse__created_at on product_warehouse (tenant_id, created_at, id);
call kontor.protect('product_warehouse', 'organization');
call kontor.guard_references('product_warehouse', '{"product_id": "product"}');

-- Goods receipts.
create table goods_receipt (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  legal_entity_id uuid not null,
  number text not null,
  warehouse_id uuid not null,
  partner_id uuid,
  receipt_date date,
  reference text not null default '',
  status text not null default 'draft',
  posted_at timestamptz,
  notes text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_goods_receipt primary key (tenant_id, id),
  constraint uq_goods_receipt__organization__id unique (tenant_id, organization_id, id),
  constraint uq_goods_receipt__number__organization unique (tenant_id, organization_id, number),
  constraint fk_goods_receipt__legal_entity foreign key (tenant_id, legal_entity_id, organization_id)
    references organization (tenant_id, legal_entity_id, id),
  constraint fk_goods_receipt__warehouse foreign key (tenant_id, organization_id, warehouse_id)
    references warehouse (tenant_id, organization_id, id),
  constraint fk_goods_receipt__partner foreign key (tenant_id, partner_id)
    references partner (tenant_id, id),
  constraint ck_goods_receipt__number check (char_length(number) between 1 and 40),
  constraint ck_goods_receipt__reference check (char_length(reference) <= 100),
  constraint ck_goods_receipt__status check (status in ('draft', 'posted', 'cancelled')),
  constraint ck_goods_receipt__notes check (char_length(notes) <= 20000)
);
create index ix_goods_receipt__organization on goods_receipt (tenant_id, organization_id, created_at, id);
create index ix_goods_receipt__warehouse on goods_receipt (tenant_id, warehouse_id, created_at, id);
create index ix_goods_receipt__partner on goods_receipt (tenant_id, partner_id, created_at, id);
create index ix_goods_receipt__number on goods_receipt (tenant_id, number, id);
create index ix_goods_receipt__created_at on goods_receipt (tenant_id, created_at, id);
create index ix_goods_receipt__status on goods_receipt (tenant_id, status, created_at, id);
call kontor.protect('goods_receipt', 'organization');
call kontor.state_legal_entity('goods_receipt');

-- Receipt lines.
create table goods_receipt_line (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  goods_receipt_id uuid not null,
  position integer not null default 0,
  product_id uuid not null,
  quantity numeric(20,6) not null,
  unit_id uuid not null,
  base_quantity numeric(20,6) not null,
  location_id uuid,
  lot_number text,
  supplier_lot_number text,
  expires_on date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_goods_receipt_line primary key (tenant_id, id),
  constraint fk_goods_receipt_line__goods_receipt foreign key (tenant_id, organization_id,
      goods_receipt_id)
    references goods_receipt (tenant_id, organization_id, id) on delete cascade,
  constraint fk_goods_receipt_line__product foreign key (tenant_id, product_id)
    references product (tenant_id, id),
  constraint fk_goods_receipt_line__unit foreign key (unit_id) references unit (id),
  constraint fk_goods_receipt_line__location foreign key (tenant_id, organization_id, location_id)
    references stock_location (tenant_id, organization_id, id),
  constraint ck_goods_receipt_line__position check (position between 0 and 10000),
  constraint ck_goods_receipt_line__quantity check (quantity >= 0),
  constraint ck_goods_receipt_line__lot_number check (char_length(lot_number) between 1 and 100),
  constraint ck_goods_receipt_line__supplier_lot_number
    check (char_length(supplier_lot_number) between 1 and 100)
);
create index ix_goods_receipt_line__goods_receipt on goods_receipt_line
  (tenant_id, goods_receipt_id, position, id);
create index ix_goods_receipt_line__product on goods_receipt_line (tenant_id, product_id);
create index ix_goods_receipt_line__location on goods_receipt_line (tenant_id, location_id)
  where location_id is not null;
call kontor.protect('goods_receipt_line', 'organization');
call kontor.guard_references('goods_receipt_line', '{"product_id": "product", "unit_id": "unit"}');

-- Stock transfers.
create table stock_transfer (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  legal_entity_id uuid not null,
  number text not null,
  from_warehouse_id uuid not null,
  to_warehouse_id uuid not null,
  receiving_organization_id uuid not null,
  planned_date date,
  status text not null default 'draft',
  shipped_at timestamptz,
  received_at timestamptz,
  notes text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_stock_transfer primary key (tenant_id, id),
  constraint uq_stock_transfer__organization__id unique (tenant_id, organization_id, id),
  constraint uq_stock_transfer__number__organization unique (tenant_id, organization_id, number),
  constraint fk_stock_transfer__legal_entity foreign key (tenant_id, legal_entity_id, organization_id)
    references organization (tenant_id, legal_entity_id, id),
  constraint fk_stock_transfer__from_warehouse foreign key (tenant_id, organization_id, from_warehouse_id)
    references warehouse (tenant_id, organization_id, id),
  constraint fk_stock_transfer__to_warehouse foreign key (tenant_id, to_warehouse_id)
    references warehouse (tenant_id, id),
  constraint fk_stock_transfer__receiving_organization foreign key (tenant_id, receiving_organization_id)
    references organization (tenant_id, id),
  constraint ck_stock_transfer__number check (char_length(number) between 1 and 40),
  constraint ck_stock_transfer__status check (status in ('draft', 'shipped', 'received', 'cancelled')),
  constraint ck_stock_transfer__notes check (char_length(notes) <= 20000)
);
create index ix_stock_transfer__organization on stock_transfer (tenant_id, organization_id, created_at, id);
create index ix_stock_transfer__from_warehouse on stock_transfer
  (tenant_id, from_warehouse_id, created_at, id);
create index ix_stock_transfer__to_warehouse on stock_transfer (tenant_id, to_warehouse_id, created_at, id);
create index ix_stock_transfer__receiving_organization on stock_transfer
  (tenant_id, receiving_organization_id);
create index ix_stock_transfer__number on stock_transfer (tenant_id, number, id);
create index ix_stock_transfer__created_at on stock_transfer (tenant_id, created_at, id);
create index ix_stock_transfer__status on stock_transfer (tenant_id, status, created_at, id);
call kontor.protect('stock_transfer', 'organization');
call kontor.state_legal_entity('stock_transfer');

-- Transfer lines.
create table stock_transfer_line (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  stock_transfer_id uuid not null,
  position integer not null default 0,
  product_id uuid not null,
  quantity numeric(20,6) not null,
  unit_id uuid not null,
  base_quantity numeric(20,6) not null,
  lot_id uuid,
  from_location_id uuid,
  to_location_id uuid,
  received_quantity numeric(20,6) not null default 0,
  difference_reason text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_stock_transfer_line primary key (tenant_id, id),
  constraint fk_stock_transfer_line__stock_transfer foreign key (tenant_id, organization_id,
      stock_transfer_id)
    references stock_transfer (tenant_id, organization_id, id) on delete cascade,
  constraint fk_stock_transfer_line__product foreign key (tenant_id, product_id)
    references product (tenant_id, id),
  constraint fk_stock_transfer_line__unit foreign key (unit_id) references unit (id),
  constraint fk_stock_transfer_line__lot foreign key (tenant_id, lot_id) references lot (tenant_id, id),
  constraint fk_stock_transfer_line__from_location foreign key (tenant_id, organization_id,
      from_location_id)
    references stock_location (tenant_id, organization_id, id),
  constraint fk_stock_transfer_line__to_location foreign key (tenant_id, to_location_id)
    references stock_location (tenant_id, id),
  constraint ck_stock_transfer_line__position check (position between 0 and 10000),
  constraint ck_stock_transfer_line__quantity check (quantity >= 0),
  constraint ck_stock_transfer_line__difference_reason check (char_length(difference_reason) <= 200)
);
create index ix_stock_transfer_line__stock_transfer on stock_transfer_line
  (tenant_id, stock_transfer_id, position, id);
create index ix_stock_transfer_line__product on stock_transfer_line (tenant_id, product_id);
create index ix_stock_transfer_line__lot on stock_transfer_line (tenant_id, lot_id) where lot_id is not null;
create index ix_stock_transfer_line__from_location on stock_transfer_line (tenant_id, from_location_id)
  where from_location_id is not null;
create index ix_stock_transfer_line__to_location on stock_transfer_line (tenant_id, to_location_id)
  where to_location_id is not null;
call kontor.protect('stock_transfer_line', 'organization');
call kontor.guard_references('stock_transfer_line', '{"product_id": "product", "unit_id": "unit"}');

-- Stock counts.
create table stock_count (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  legal_entity_id uuid not null,
  number text not null,
  warehouse_id uuid not null,
  reason text not null default 'count',
  status text not null default 'draft',
  posted_at timestamptz,
  notes text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_stock_count primary key (tenant_id, id),
  constraint uq_stock_count__organization__id unique (tenant_id, organization_id, id),
  constraint uq_stock_count__number__organization unique (tenant_id, organization_id, number),
  constraint fk_stock_count__legal_entity foreign key (tenant_id, legal_entity_id, organization_id)
    references organization (tenant_id, legal_entity_id, id),
  constraint fk_stock_count__warehouse foreign key (tenant_id, organization_id, warehouse_id)
    references warehouse (tenant_id, organization_id, id),
  constraint ck_stock_count__number check (char_length(number) between 1 and 40),
  constraint ck_stock_count__reason
    check (reason in ('count', 'loss', 'scrap', 'found', 'opening', 'correction')),
  constraint ck_stock_count__status check (status in ('draft', 'posted', 'cancelled')),
  constraint ck_stock_count__notes check (char_length(notes) <= 20000)
);
create index ix_stock_count__organization on stock_count (tenant_id, organization_id, created_at, id);
create index ix_stock_count__warehouse on stock_count (tenant_id, warehouse_id, created_at, id);
create index ix_stock_count__number on stock_count (tenant_id, number, id);
create index ix_stock_count__created_at on stock_count (tenant_id, created_at, id);
create index ix_stock_count__reason on stock_count (tenant_id, reason, created_at, id);
create index ix_stock_count__status on stock_count (tenant_id, status, created_at, id);
call kontor.protect('stock_count', 'organization');
call kontor.state_legal_entity('stock_count');

-- Count lines.
create table stock_count_line (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  stock_count_id uuid not null,
  position integer not null default 0,
  product_id uuid not null,
  location_id uuid not null,
  lot_id uuid,
  counted_quantity numeric(20,6) not null,
  counted_at timestamptz,
  book_quantity numeric(20,6) not null default 0,
  difference numeric(20,6) not null default 0,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_stock_count_line primary key (tenant_id, id),
  constraint fk_stock_count_line__stock_count foreign key (tenant_id, organization_id, stock_count_id)
    references stock_count (tenant_id, organization_id, id) on delete cascade,
  constraint fk_stock_count_line__product foreign key (tenant_id, product_id)
    references product (tenant_id, id),
  constraint fk_stock_count_line__location foreign key (tenant_id, organization_id, location_id)
    references stock_location (tenant_id, organization_id, id),
  constraint fk_stock_count_line__lot foreign key (tenant_id, lot_id) references lot (tenant_id, id),
  constraint ck_stock_count_line__position check (position between 0 and 100000),
  constraint ck_stock_count_line__counted_quantity check (counted_quantity >= 0)
);
create index ix_stock_count_line__stock_count on stock_count_line (tenant_id, stock_count_id, position, id);
create index ix_stock_count_line__product on stock_count_line (tenant_id, product_id);
create index ix_stock_count_line__location on stock_count_line (tenant_id, location_id);
create index ix_stock_count_line__lot on stock_count_line (tenant_id, lot_id) where lot_id is not null;
call kontor.protect('stock_count_line', 'organization');
call kontor.guard_references('stock_count_line', '{"product_id": "product"}');

-- A unit may be converted in its own way for one lot, such as by its active content.
alter table unit_conversion
  add constraint fk_unit_conversion__lot foreign key (tenant_id, lot_id)
    references lot (tenant_id, id) on delete cascade;
