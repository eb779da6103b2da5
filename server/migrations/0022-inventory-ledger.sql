-- The stock ledger: what moved, what is there, what is promised, and what it is worth.

-- Holds only what happened, so it has no status, no plan and no cost (DOMAIN 3). Each place brings its
-- organization, for a move is readable from either side (DOMAIN 15); organization_id is the booking one.
create table stock_move (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  product_id uuid not null,
  lot_id uuid,
  from_location_id uuid not null,
  from_organization_id uuid not null,
  to_location_id uuid not null,
  to_organization_id uuid not null,
  owner_id uuid,
  quantity numeric(20, 6) not null,
  second_quantity numeric(20, 6),
  effective_at timestamptz not null default clock_timestamp(),
  recorded_at timestamptz not null default clock_timestamp(),
  reason text not null,
  note text,
  document_kind text,
  document_id uuid,
  document_line_id uuid,
  reverses_id uuid,
  -- The serial or lot that this input went into, where that is known (DOMAIN 20).
  bound_lot_id uuid,
  created_by uuid default kontor.user_id(),
  constraint pk_stock_move primary key (tenant_id, id),
  constraint fk_stock_move__product foreign key (tenant_id, product_id) references product (tenant_id, id),
  constraint fk_stock_move__lot foreign key (tenant_id, product_id, lot_id)
    references lot (tenant_id, product_id, id),
  constraint fk_stock_move__from_location foreign key (tenant_id, from_organization_id, from_location_id)
    references stock_location (tenant_id, organization_id, id),
  constraint fk_stock_move__to_location foreign key (tenant_id, to_organization_id, to_location_id)
    references stock_location (tenant_id, organization_id, id),
  constraint fk_stock_move__owner foreign key (tenant_id, owner_id) references partner (tenant_id, id),
  constraint fk_stock_move__reverses foreign key (tenant_id, reverses_id)
    references stock_move (tenant_id, id),
  constraint fk_stock_move__bound_lot foreign key (tenant_id, bound_lot_id) references lot (tenant_id, id),
  constraint ck_stock_move__organization
    check (organization_id in (from_organization_id, to_organization_id)),
  constraint ck_stock_move__quantity check (quantity > 0),
  constraint ck_stock_move__second_quantity check (second_quantity >= 0),
  constraint ck_stock_move__to_location check (to_location_id <> from_location_id),
  constraint ck_stock_move__effective_at check (effective_at <= recorded_at),
  constraint ck_stock_move__document check ((document_kind is null) = (document_id is null)),
  constraint ck_stock_move__reason check (reason in ('opening', 'receipt', 'shipment', 'transfer', 'return',
    'production', 'supplier_return', 'drop_shipment', 'count', 'scrap', 'loss', 'found', 'sample',
    'correction', 'unexplained', 'explained', 'reversal'))
);
create unique index uq_stock_move__reverses on stock_move (tenant_id, reverses_id)
  where reverses_id is not null;
create index ix_stock_move__product on stock_move (tenant_id, product_id, effective_at);
create index ix_stock_move__lot on stock_move (tenant_id, product_id, lot_id, effective_at)
  where lot_id is not null;
create index ix_stock_move__from_location on stock_move
  (tenant_id, from_location_id, product_id, effective_at);
create index ix_stock_move__to_location on stock_move (tenant_id, to_location_id, product_id, effective_at);
create index ix_stock_move__effective_at on stock_move (tenant_id, effective_at, id);
create index ix_stock_move__owner on stock_move (tenant_id, owner_id) where owner_id is not null;
create index ix_stock_move__document on stock_move (tenant_id, document_id) where document_id is not null;
create index ix_stock_move__bound_lot on stock_move (tenant_id, bound_lot_id) where bound_lot_id is not null;
call kontor.index_references('stock_move');

alter table stock_move enable row level security;
alter table stock_move force row level security;
create policy definers on stock_move
  to current_user, kontor_ledger, kontor_search, kontor_directory using (true) with check (true);
create policy readers on stock_move for select to kontor_app
  using (tenant_id = (select nullif(current_setting('erp.tenant_id', true), '')::uuid)
    and (from_organization_id = any ((select string_to_array(
        nullif(current_setting('erp.org_ids', true), ''), ',')::uuid[])::uuid[])
      or to_organization_id = any ((select string_to_array(
        nullif(current_setting('erp.org_ids', true), ''), ',')::uuid[])::uuid[])));
create policy adders on stock_move for insert to kontor_app
  with check (tenant_id = (select nullif(current_setting('erp.tenant_id', true), '')::uuid)
    and (from_organization_id = any ((select string_to_array(
        nullif(current_setting('erp.org_ids', true), ''), ',')::uuid[])::uuid[])
      or to_organization_id = any ((select string_to_array(
        nullif(current_setting('erp.org_ids', true), ''), ',')::uuid[])::uuid[])));
grant select on stock_move to kontor_app;
grant insert (id, tenant_id, organization_id, product_id, lot_id, from_location_id, from_organization_id,
  to_location_id, to_organization_id, owner_id, quantity, second_quantity, effective_at, reason, note,
  document_kind, document_id, document_line_id, reverses_id, bound_lot_id) on stock_move to kontor_app;
grant select, insert on stock_move to kontor_ledger;
call kontor.append_only('stock_move');

-- What is there, by the key of the ledger. A null lot or owner is not indexable as a key, hence the two
-- generated columns. is_usable says whether the goods count for promises: released and unexpired, in an
-- active pickable storage place.
create table stock_balance (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  legal_entity_id uuid not null,
  warehouse_id uuid not null,
  location_id uuid not null,
  product_id uuid not null,
  lot_id uuid,
  owner_id uuid,
  lot_key uuid not null
    generated always as (coalesce(lot_id, '00000000-0000-0000-0000-000000000000')) stored,
  owner_key uuid not null
    generated always as (coalesce(owner_id, '00000000-0000-0000-0000-000000000000')) stored,
  is_storage boolean not null,
  is_usable boolean not null,
  is_serial boolean not null,
  on_hand numeric(20, 6) not null default 0,
  second_on_hand numeric(20, 6) not null default 0,
  allocated numeric(20, 6) not null default 0,
  last_effective_at timestamptz not null,
  -- Only a serial's row changes this, so updates of all others stay within their page.
  holds_serial boolean not null generated always as (is_serial and on_hand > 0) stored,
  constraint pk_stock_balance primary key (tenant_id, product_id, location_id, lot_key, owner_key),
  constraint uq_stock_balance__id unique (tenant_id, id),
  constraint fk_stock_balance__organization foreign key (tenant_id, legal_entity_id, organization_id)
    references organization (tenant_id, legal_entity_id, id),
  constraint fk_stock_balance__location foreign key (tenant_id, organization_id, location_id)
    references stock_location (tenant_id, organization_id, id),
  constraint fk_stock_balance__warehouse foreign key (tenant_id, warehouse_id, location_id)
    references stock_location (tenant_id, warehouse_id, id),
  constraint fk_stock_balance__product foreign key (tenant_id, product_id) references product (tenant_id, id),
  constraint fk_stock_balance__lot foreign key (tenant_id, product_id, lot_id)
    references lot (tenant_id, product_id, id),
  constraint fk_stock_balance__owner foreign key (tenant_id, owner_id) references partner (tenant_id, id),
  constraint ck_stock_balance__on_hand check (on_hand >= 0 and (not is_serial or on_hand <= 1)),
  constraint ck_stock_balance__allocated check (allocated >= 0 and allocated <= on_hand)
) with (fillfactor = 70);
create unique index uq_stock_balance__lot on stock_balance (tenant_id, product_id, lot_id) where holds_serial;
create index ix_stock_balance__warehouse on stock_balance (tenant_id, warehouse_id, location_id);
create index ix_stock_balance__lot on stock_balance (tenant_id, product_id, lot_id) where lot_id is not null;
call kontor.index_references('stock_balance');
call kontor.protect('stock_balance', 'organization');
call kontor.read_only('stock_balance');
grant select, insert, update on stock_balance to kontor_ledger;

-- The same summed over a warehouse, and what is promised of it. Its row is the lock of everything that
-- concerns one product, warehouse and owner: balances, demands and allocations change only under it.
create table stock_level (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  product_id uuid not null,
  warehouse_id uuid not null,
  owner_id uuid,
  owner_key uuid not null
    generated always as (coalesce(owner_id, '00000000-0000-0000-0000-000000000000')) stored,
  on_hand numeric(20, 6) not null default 0,
  usable numeric(20, 6) not null default 0,
  reserved numeric(20, 6) not null default 0,
  -- Demand that stock is to serve and that none is reserved for.
  open_demand numeric(20, 6) not null default 0,
  constraint pk_stock_level primary key (tenant_id, product_id, warehouse_id, owner_key),
  constraint uq_stock_level__id unique (tenant_id, id),
  constraint fk_stock_level__product foreign key (tenant_id, product_id) references product (tenant_id, id),
  constraint fk_stock_level__warehouse foreign key (tenant_id, organization_id, warehouse_id)
    references warehouse (tenant_id, organization_id, id),
  constraint fk_stock_level__owner foreign key (tenant_id, owner_id) references partner (tenant_id, id),
  constraint ck_stock_level__on_hand check (on_hand >= 0),
  constraint ck_stock_level__usable check (usable >= 0 and usable <= on_hand),
  constraint ck_stock_level__reserved check (reserved >= 0 and reserved <= usable),
  constraint ck_stock_level__open_demand check (open_demand >= 0)
) with (fillfactor = 70);
call kontor.index_references('stock_level');
call kontor.protect('stock_level', 'organization');
call kontor.read_only('stock_level');
grant select, insert, update on stock_level to kontor_ledger;

-- What a document line still needs from a warehouse and how much of it is reserved: the rest is back
-- order. One row a line and warehouse, gone once nothing is needed any more.
-- Keys of this table and the next end with the tenant instead of starting with it, and there are as few as
-- can be: where rows come and go, the planner believes the table empty, finds all rows of a tenant as good
-- as one, and would read what was deleted since the last vacuum. For the same reason the ledger's functions
-- test their tenant, but search by the other columns.
create table stock_demand (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  document_kind text not null,
  document_id uuid not null,
  document_line_id uuid not null,
  product_id uuid not null,
  lot_id uuid,
  warehouse_id uuid not null,
  warehouse_organization_id uuid not null,
  owner_id uuid,
  owner_key uuid not null
    generated always as (coalesce(owner_id, '00000000-0000-0000-0000-000000000000')) stored,
  supply text not null default 'stock',
  quantity numeric(20, 6) not null,
  reserved numeric(20, 6) not null,
  promised_on date,
  confirmed_at timestamptz not null default clock_timestamp(),
  minimum_life_days integer not null default 0,
  constraint uq_stock_demand__document_line unique (document_line_id, warehouse_id, owner_key, tenant_id),
  constraint fk_stock_demand__level foreign key (tenant_id, product_id, warehouse_id, owner_key)
    references stock_level (tenant_id, product_id, warehouse_id, owner_key),
  constraint fk_stock_demand__lot foreign key (tenant_id, product_id, lot_id)
    references lot (tenant_id, product_id, id),
  constraint ck_stock_demand__quantity check (quantity > 0),
  constraint ck_stock_demand__reserved check (reserved >= 0 and reserved <= quantity),
  constraint ck_stock_demand__supply check (supply in ('stock', 'buy_to_order', 'make_to_order')),
  constraint ck_stock_demand__minimum_life_days check (minimum_life_days >= 0)
) with (fillfactor = 80);
create index ix_stock_demand__level on stock_demand
  (product_id, warehouse_id, owner_key, promised_on, confirmed_at);
create index ix_stock_demand__document on stock_demand (document_id);
create index ix_stock_demand__lot on stock_demand (lot_id) where lot_id is not null;
-- Last, for of two indexes that seem alike the planner takes the younger.
alter table stock_demand add constraint pk_stock_demand primary key (id, tenant_id);
alter table stock_demand enable row level security;
alter table stock_demand force row level security;
create policy definers on stock_demand
  to current_user, kontor_ledger, kontor_search, kontor_directory using (true) with check (true);
create policy readers on stock_demand for select to kontor_app
  using (tenant_id = (select nullif(current_setting('erp.tenant_id', true), '')::uuid)
    and (organization_id = any ((select string_to_array(
        nullif(current_setting('erp.org_ids', true), ''), ',')::uuid[])::uuid[])
      or warehouse_organization_id = any ((select string_to_array(
        nullif(current_setting('erp.org_ids', true), ''), ',')::uuid[])::uuid[])));
grant select on stock_demand to kontor_app;
grant select, insert, update, delete on stock_demand to kontor_ledger;

-- Which place and lot a delivery or production line takes its share of a demand from.
create table stock_allocation (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  demand_id uuid not null,
  document_kind text not null,
  document_id uuid not null,
  document_line_id uuid not null,
  product_id uuid not null,
  lot_id uuid,
  location_id uuid not null,
  owner_id uuid,
  lot_key uuid not null
    generated always as (coalesce(lot_id, '00000000-0000-0000-0000-000000000000')) stored,
  owner_key uuid not null
    generated always as (coalesce(owner_id, '00000000-0000-0000-0000-000000000000')) stored,
  quantity numeric(20, 6) not null,
  constraint pk_stock_allocation primary key (demand_id, tenant_id, id),
  constraint fk_stock_allocation__demand foreign key (tenant_id, demand_id)
    references stock_demand (tenant_id, id),
  constraint fk_stock_allocation__balance
    foreign key (tenant_id, product_id, location_id, lot_key, owner_key)
    references stock_balance (tenant_id, product_id, location_id, lot_key, owner_key),
  constraint ck_stock_allocation__quantity check (quantity > 0)
);
create index ix_stock_allocation__document on stock_allocation (document_id);
create index ix_stock_allocation__balance on stock_allocation (product_id, location_id, lot_key, owner_key);
call kontor.protect('stock_allocation', 'organization');
call kontor.read_only('stock_allocation');
grant select, insert, update, delete on stock_allocation to kontor_ledger;

-- Value beside quantity (DOMAIN 21): owned by the legal entity, corrected only by further entries. Only the
-- ledger writes it, from moves whose balances hold product, lot and legal entity fast, so it repeats none
-- of their foreign keys; they would cost each shipment 30 look-ups and locks.
create table value_entry (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  product_id uuid not null,
  lot_id uuid,
  quantity numeric(20, 6) not null,
  amount numeric(20, 6) not null,
  reason text not null,
  move_id uuid,
  effective_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  created_by uuid default kontor.user_id(),
  constraint pk_value_entry primary key (tenant_id, id),
  constraint fk_value_entry__move foreign key (tenant_id, move_id) references stock_move (tenant_id, id),
  constraint ck_value_entry__effective_at check (effective_at <= recorded_at),
  constraint ck_value_entry__reason check (reason in ('receipt', 'issue', 'invoice_difference',
    'landed_cost', 'revaluation', 'production', 'variance', 'correction'))
);
create index ix_value_entry__product on value_entry
  (tenant_id, product_id, organization_id, effective_at) include (quantity, amount);
create index ix_value_entry__organization on value_entry (tenant_id, organization_id, effective_at);
create index ix_value_entry__move on value_entry (tenant_id, move_id) where move_id is not null;
call kontor.protect('value_entry', 'organization');
call kontor.read_only('value_entry');
grant select, insert on value_entry to kontor_ledger;
call kontor.append_only('value_entry');

-- Goods that went out though the books had none: open work until a receipt or a count explains them.
create table stock_unexplained (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  move_id uuid not null,
  product_id uuid not null,
  lot_id uuid,
  location_id uuid not null,
  owner_id uuid,
  quantity numeric(20, 6) not null,
  open_quantity numeric(20, 6) not null,
  explained_at timestamptz,
  constraint pk_stock_unexplained primary key (tenant_id, id),
  constraint fk_stock_unexplained__move foreign key (tenant_id, move_id)
    references stock_move (tenant_id, id),
  constraint fk_stock_unexplained__location foreign key (tenant_id, organization_id, location_id)
    references stock_location (tenant_id, organization_id, id),
  constraint ck_stock_unexplained__open_quantity check (open_quantity >= 0 and open_quantity <= quantity),
  constraint ck_stock_unexplained__explained_at check ((open_quantity = 0) = (explained_at is not null))
);
create index ix_stock_unexplained__open on stock_unexplained (tenant_id, product_id, location_id)
  where explained_at is null;
call kontor.index_references('stock_unexplained');
call kontor.protect('stock_unexplained', 'organization');
call kontor.read_only('stock_unexplained');
grant select, insert, update on stock_unexplained to kontor_ledger;
