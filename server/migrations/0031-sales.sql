-- From quotation to payment, linked line to line (DOMAIN 7).

-- Deliveries.
create table delivery (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  legal_entity_id uuid not null,
  number text not null,
  partner_id uuid not null,
  shipping_address_id uuid,
  warehouse_id uuid not null,
  planned_date date,
  status text not null default 'draft',
  shipped_at timestamptz,
  supply_date date,
  invoice_state text not null default 'none',
  notes text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_delivery primary key (tenant_id, id),
  constraint uq_delivery__organization__id unique (tenant_id, organization_id, id),
  constraint uq_delivery__number__organization unique (tenant_id, organization_id, number),
  constraint fk_delivery__legal_entity foreign key (tenant_id, legal_entity_id, organization_id)
    references organization (tenant_id, legal_entity_id, id),
  constraint fk_delivery__partner foreign key (tenant_id, partner_id) references partner (tenant_id, id),
  constraint fk_delivery__shipping_address foreign key (tenant_id, shipping_address_id)
    references partner_address (tenant_id, id),
  constraint fk_delivery__warehouse foreign key (tenant_id, warehouse_id)
    references warehouse (tenant_id, id),
  constraint ck_delivery__number check (char_length(number) between 1 and 40),
  constraint ck_delivery__status check (status in ('draft', 'ready', 'shipped', 'cancelled')),
  constraint ck_delivery__invoice_state check (invoice_state in ('none', 'partly', 'fully')),
  constraint ck_delivery__notes check (char_length(notes) <= 20000)
);
create index ix_delivery__organization on delivery (tenant_id, organization_id, created_at, id);
create index ix_delivery__partner on delivery (tenant_id, partner_id, created_at, id);
create index ix_delivery__shipping_address on delivery (tenant_id, shipping_address_id)
  where shipping_address_id is not null;
create index ix_delivery__warehouse on delivery (tenant_id, warehouse_id, created_at, id);
create index ix_delivery__number on delivery (tenant_id, number, id);
create index ix_delivery__planned_date on delivery (tenant_id, planned_date, id);
create index ix_delivery__created_at on delivery (tenant_id, created_at, id);
create index ix_delivery__status on delivery (tenant_id, status, created_at, id);
create index ix_delivery__invoice_state on delivery (tenant_id, invoice_state, created_at, id);
call kontor.protect('delivery', 'organization');
call kontor.state_legal_entity('delivery');

-- Invoices.
create table invoice (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  legal_entity_id uuid not null,
  number text,
  kind text not null default 'invoice',
  partner_id uuid not null,
  billing_address_id uuid,
  invoice_date date,
  supply_date date,
  supply_end_date date,
  due_date date,
  status text not null default 'draft',
  currency_id uuid,
  exchange_rate numeric(20,10) not null default 1,
  payment_term_id uuid,
  is_gross text not null default 'net',
  credits_id uuid,
  reason text not null default '',
  discount_percent numeric(20,4) not null default 0,
  charge_amount numeric(20,6) not null default 0,
  lines_total numeric(20,6) not null default 0,
  allowance_total numeric(20,6) not null default 0,
  charge_total numeric(20,6) not null default 0,
  net_total numeric(20,6) not null default 0,
  tax_total numeric(20,6) not null default 0,
  gross_total numeric(20,6) not null default 0,
  taxes jsonb not null default '[]',
  frozen jsonb,
  posted_at timestamptz,
  notes text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_invoice primary key (tenant_id, id),
  constraint uq_invoice__organization__id unique (tenant_id, organization_id, id),
  constraint fk_invoice__legal_entity foreign key (tenant_id, legal_entity_id, organization_id)
    references organization (tenant_id, legal_entity_id, id),
  constraint fk_invoice__partner foreign key (tenant_id, partner_id) references partner (tenant_id, id),
  constraint fk_invoice__billing_address foreign key (tenant_id, billing_address_id)
    references partner_address (tenant_id, id),
  constraint fk_invoice__currency foreign key (currency_id) references currency (id),
  constraint fk_invoice__payment_term foreign key (tenant_id, payment_term_id)
    references payment_term (tenant_id, id),
  constraint fk_invoice__credits foreign key (tenant_id, organization_id, credits_id)
    references invoice (tenant_id, organization_id, id),
  constraint ck_invoice__number check (char_length(number) between 1 and 40),
  constraint ck_invoice__kind
    check (kind in ('invoice', 'part', 'prepayment', 'final', 'credit_note', 'correction')),
  constraint ck_invoice__status check (status in ('draft', 'posted')),
  constraint ck_invoice__is_gross check (is_gross in ('net', 'gross')),
  constraint ck_invoice__reason check (char_length(reason) <= 1000),
  constraint ck_invoice__taxes check (jsonb_typeof(taxes) = 'array'),
  constraint ck_invoice__frozen check (jsonb_typeof(frozen) = 'object'),
  constraint ck_invoice__notes check (char_length(notes) <= 20000)
);
create unique index uq_invoice__number__organization on invoice
  (tenant_id, organization_id, number) where number is not null;
create index ix_invoice__organization on invoice (tenant_id, organization_id, created_at, id);
create index ix_invoice__partner on invoice (tenant_id, partner_id, created_at, id);
create index ix_invoice__billing_address on invoice (tenant_id, billing_address_id)
  where billing_address_id is not null;
create index ix_invoice__payment_term on invoice (tenant_id, payment_term_id)
  where payment_term_id is not null;
create index ix_invoice__credits on invoice (tenant_id, credits_id) where credits_id is not null;
create index ix_invoice__number on invoice (tenant_id, number, id);
create index ix_invoice__invoice_date on invoice (tenant_id, invoice_date, id);
create index ix_invoice__created_at on invoice (tenant_id, created_at, id);
create index ix_invoice__kind on invoice (tenant_id, kind, created_at, id);
create index ix_invoice__status on invoice (tenant_id, status, created_at, id);
call kontor.protect('invoice', 'organization');
call kontor.state_legal_entity('invoice');
call kontor.guard_references('invoice', '{"payment_term_id": "payment_term"}');

-- Open items.
create table open_item (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  legal_entity_id uuid not null,
  invoice_id uuid not null,
  partner_id uuid not null,
  instalment integer not null default 1,
  direction text not null default 'receivable',
  amount numeric(20,6) not null,
  currency_id uuid not null,
  due_date date not null,
  discount_date date,
  discount_amount numeric(20,6),
  discounts jsonb not null default '[]',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_open_item primary key (tenant_id, id),
  constraint uq_open_item__organization__id unique (tenant_id, organization_id, id),
  constraint fk_open_item__legal_entity foreign key (tenant_id, legal_entity_id, organization_id)
    references organization (tenant_id, legal_entity_id, id),
  constraint fk_open_item__invoice foreign key (tenant_id, organization_id, invoice_id)
    references invoice (tenant_id, organization_id, id),
  constraint fk_open_item__partner foreign key (tenant_id, partner_id) references partner (tenant_id, id),
  constraint fk_open_item__currency foreign key (currency_id) references currency (id),
  constraint ck_open_item__instalment check (instalment between 1 and 100),
  constraint ck_open_item__direction check (direction in ('receivable', 'payable')),
  constraint ck_open_item__discounts check (jsonb_typeof(discounts) = 'array')
);
create index ix_open_item__organization on open_item (tenant_id, organization_id, due_date, id);
create index ix_open_item__invoice on open_item (tenant_id, invoice_id, due_date, id);
create index ix_open_item__partner on open_item (tenant_id, partner_id, due_date, id);
create index ix_open_item__due_date on open_item (tenant_id, due_date, id);
create index ix_open_item__created_at on open_item (tenant_id, created_at, id);
create index ix_open_item__direction on open_item (tenant_id, direction, due_date, id);
call kontor.protect('open_item', 'organization');
call kontor.state_legal_entity('open_item');

-- Payments.
create table payment (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  legal_entity_id uuid not null,
  number text not null,
  partner_id uuid not null,
  direction text not null default 'in',
  method text not null default 'transfer',
  payment_date date,
  amount numeric(20,6) not null,
  currency_id uuid,
  reference text not null default '',
  status text not null default 'posted',
  notes text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_payment primary key (tenant_id, id),
  constraint uq_payment__organization__id unique (tenant_id, organization_id, id),
  constraint uq_payment__number__organization unique (tenant_id, organization_id, number),
  constraint fk_payment__legal_entity foreign key (tenant_id, legal_entity_id, organization_id)
    references organization (tenant_id, legal_entity_id, id),
  constraint fk_payment__partner foreign key (tenant_id, partner_id) references partner (tenant_id, id),
  constraint fk_payment__currency foreign key (currency_id) references currency (id),
  constraint ck_payment__number check (char_length(number) between 1 and 40),
  constraint ck_payment__direction check (direction in ('in', 'out')),
  constraint ck_payment__method check (method in ('transfer', 'cash', 'card', 'direct_debit', 'other')),
  constraint ck_payment__amount check (amount >= 0),
  constraint ck_payment__reference check (char_length(reference) <= 140),
  constraint ck_payment__status check (status in ('posted')),
  constraint ck_payment__notes check (char_length(notes) <= 20000)
);
create index ix_payment__organization on payment (tenant_id, organization_id, created_at, id);
create index ix_payment__partner on payment (tenant_id, partner_id, created_at, id);
create index ix_payment__number on payment (tenant_id, number, id);
create index ix_payment__payment_date on payment (tenant_id, payment_date, id);
create index ix_payment__created_at on payment (tenant_id, created_at, id);
create index ix_payment__direction on payment (tenant_id, direction, created_at, id);
create index ix_payment__method on payment (tenant_id, method, created_at, id);
create index ix_payment__status on payment (tenant_id, status, created_at, id);
call kontor.protect('payment', 'organization');
call kontor.state_legal_entity('payment');

-- Allocations.
create table payment_allocation (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  payment_id uuid,
  open_item_id uuid not null,
  kind text not null default 'payment',
  amount numeric(20,6) not null,
  credit_item_id uuid,
  reverses_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_payment_allocation primary key (tenant_id, id),
  constraint uq_payment_allocation__organization__id unique (tenant_id, organization_id, id),
  constraint fk_payment_allocation__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_payment_allocation__payment foreign key (tenant_id, organization_id, payment_id)
    references payment (tenant_id, organization_id, id) on delete cascade,
  constraint fk_payment_allocation__open_item foreign key (tenant_id, organization_id, open_item_id)
    references open_item (tenant_id, organization_id, id),
  constraint fk_payment_allocation__credit_item foreign key (tenant_id, organization_id, credit_item_id)
    references open_item (tenant_id, organization_id, id),
  constraint fk_payment_allocation__reverses foreign key (tenant_id, organization_id, reverses_id)
    references payment_allocation (tenant_id, organization_id, id),
  constraint ck_payment_allocation__kind
    check (kind in ('payment', 'cash_discount', 'write_off', 'charge', 'credit_note', 'refund',
      'reversal'))
);
create index ix_payment_allocation__organization on payment_allocation (tenant_id, organization_id);
create index ix_payment_allocation__payment on payment_allocation (tenant_id, payment_id);
create index ix_payment_allocation__open_item on payment_allocation (tenant_id, open_item_id)
  where open_item_id is not null;
create index ix_payment_allocation__credit_item on payment_allocation (tenant_id, credit_item_id)
  where credit_item_id is not null;
create index ix_payment_allocation__reverses on payment_allocation (tenant_id, reverses_id)
  where reverses_id is not null;
call kontor.protect('payment_allocation', 'organization');

-- Returns.
create table customer_return (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  legal_entity_id uuid not null,
  number text not null,
  partner_id uuid not null,
  warehouse_id uuid not null,
  status text not null default 'draft',
  received_at timestamptz,
  reason text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_customer_return primary key (tenant_id, id),
  constraint uq_customer_return__organization__id unique (tenant_id, organization_id, id),
  constraint uq_customer_return__number__organization unique (tenant_id, organization_id, number),
  constraint fk_customer_return__legal_entity foreign key (tenant_id, legal_entity_id, organization_id)
    references organization (tenant_id, legal_entity_id, id),
  constraint fk_customer_return__partner foreign key (tenant_id, partner_id)
    references partner (tenant_id, id),
  constraint fk_customer_return__warehouse foreign key (tenant_id, warehouse_id)
    references warehouse (tenant_id, id),
  constraint ck_customer_return__number check (char_length(number) between 1 and 40),
  constraint ck_customer_return__status check (status in ('draft', 'received', 'closed')),
  constraint ck_customer_return__reason check (char_length(reason) <= 1000)
);
create index ix_customer_return__organization on customer_return
  (tenant_id, organization_id, created_at, id);
create index ix_customer_return__partner on customer_return (tenant_id, partner_id, created_at, id);
create index ix_customer_return__warehouse on customer_return (tenant_id, warehouse_id);
create index ix_customer_return__number on customer_return (tenant_id, number, id);
create index ix_customer_return__created_at on customer_return (tenant_id, created_at, id);
create index ix_customer_return__status on customer_return (tenant_id, status, created_at, id);
call kontor.protect('customer_return', 'organization');
call kontor.state_legal_entity('customer_return');

-- Quotations.
create table quotation (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  legal_entity_id uuid not null,
  number text not null,
  quotation_date date,
  valid_until date,
  status text not null default 'draft',
  partner_id uuid not null,
  billing_address_id uuid,
  shipping_address_id uuid,
  warehouse_id uuid,
  currency_id uuid,
  payment_term_id uuid,
  is_gross text not null default 'net',
  customer_reference text not null default '',
  discount_percent numeric(20,4) not null default 0,
  charge_amount numeric(20,6) not null default 0,
  revision integer not null default 1,
  notes text not null default '',
  approval_state text not null default 'none',
  approved_by_id uuid,
  lines_total numeric(20,6) not null default 0,
  net_total numeric(20,6) not null default 0,
  tax_total numeric(20,6) not null default 0,
  gross_total numeric(20,6) not null default 0,
  sales_order_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_quotation primary key (tenant_id, id),
  constraint uq_quotation__organization__id unique (tenant_id, organization_id, id),
  constraint uq_quotation__number__organization unique (tenant_id, organization_id, number),
  constraint fk_quotation__legal_entity foreign key (tenant_id, legal_entity_id, organization_id)
    references organization (tenant_id, legal_entity_id, id),
  constraint fk_quotation__partner foreign key (tenant_id, partner_id) references partner (tenant_id, id),
  constraint fk_quotation__billing_address foreign key (tenant_id, billing_address_id)
    references partner_address (tenant_id, id),
  constraint fk_quotation__shipping_address foreign key (tenant_id, shipping_address_id)
    references partner_address (tenant_id, id),
  constraint fk_quotation__warehouse foreign key (tenant_id, warehouse_id)
    references warehouse (tenant_id, id),
  constraint fk_quotation__currency foreign key (currency_id) references currency (id),
  constraint fk_quotation__payment_term foreign key (tenant_id, payment_term_id)
    references payment_term (tenant_id, id),
  constraint fk_quotation__approved_by foreign key (tenant_id, approved_by_id)
    references user_account (tenant_id, id),
  constraint ck_quotation__number check (char_length(number) between 1 and 40),
  constraint ck_quotation__status check (status in ('draft', 'sent', 'accepted', 'rejected', 'expired')),
  constraint ck_quotation__is_gross check (is_gross in ('net', 'gross')),
  constraint ck_quotation__customer_reference check (char_length(customer_reference) <= 100),
  constraint ck_quotation__discount_percent check (discount_percent between 0 and 100),
  constraint ck_quotation__charge_amount check (charge_amount >= 0),
  constraint ck_quotation__revision check (revision between 1 and 10000),
  constraint ck_quotation__notes check (char_length(notes) <= 20000),
  constraint ck_quotation__approval_state check (approval_state in ('none', 'asked', 'granted')),
  constraint ck_quotation__valid_until__quotation_date check (valid_until >= quotation_date)
);
create index ix_quotation__organization on quotation (tenant_id, organization_id, created_at, id);
create index ix_quotation__partner on quotation (tenant_id, partner_id, created_at, id);
create index ix_quotation__billing_address on quotation (tenant_id, billing_address_id)
  where billing_address_id is not null;
create index ix_quotation__shipping_address on quotation (tenant_id, shipping_address_id)
  where shipping_address_id is not null;
create index ix_quotation__warehouse on quotation (tenant_id, warehouse_id) where warehouse_id is not null;
create index ix_quotation__payment_term on quotation (tenant_id, payment_term_id)
  where payment_term_id is not null;
create index ix_quotation__approved_by on quotation (tenant_id, approved_by_id)
  where approved_by_id is not null;
create index ix_quotation__sales_order on quotation (tenant_id, sales_order_id)
  where sales_order_id is not null;
create index ix_quotation__number on quotation (tenant_id, number, id);
create index ix_quotation__quotation_date on quotation (tenant_id, quotation_date, id);
create index ix_quotation__created_at on quotation (tenant_id, created_at, id);
create index ix_quotation__status on quotation (tenant_id, status, created_at, id);
call kontor.protect('quotation', 'organization');
call kontor.state_legal_entity('quotation');
call kontor.guard_references('quotation', '{"payment_term_id": "payment_term"}');

-- Quotation lines.
create table quotation_line (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  quotation_id uuid not null,
  position integer not null default 0,
  product_id uuid not null,
  description text not null default '',
  quantity numeric(20,6) not null,
  unit_id uuid,
  base_quantity numeric(20,6) not null,
  unit_price numeric(20,6),
  price_quantity numeric(20,6) not null default 1,
  price_source text not null default 'none',
  discount_percent numeric(20,4) not null default 0,
  net_amount numeric(20,6) not null default 0,
  tax_category_id uuid,
  tax_percent numeric(20,4) not null default 0,
  supply text not null default 'stock',
  promised_date date,
  lot_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_quotation_line primary key (tenant_id, id),
  constraint uq_quotation_line__organization__id unique (tenant_id, organization_id, id),
  constraint fk_quotation_line__quotation foreign key (tenant_id, organization_id, quotation_id)
    references quotation (tenant_id, organization_id, id) on delete cascade,
  constraint fk_quotation_line__product foreign key (tenant_id, product_id)
    references product (tenant_id, id),
  constraint fk_quotation_line__unit foreign key (unit_id) references unit (id),
  constraint fk_quotation_line__tax_category foreign key (tax_category_id) references tax_category (id),
  constraint fk_quotation_line__lot foreign key (tenant_id, lot_id) references lot (tenant_id, id),
  constraint ck_quotation_line__position check (position between 0 and 10000),
  constraint ck_quotation_line__description check (char_length(description) <= 500),
  constraint ck_quotation_line__quantity check (quantity >= 0),
  constraint ck_quotation_line__unit_price check (unit_price >= 0),
  constraint ck_quotation_line__price_quantity check (price_quantity >= 0),
  constraint ck_quotation_line__price_source
    check (price_source in ('contract', 'customer', 'tier', 'base', 'hand', 'none')),
  constraint ck_quotation_line__discount_percent check (discount_percent between 0 and 100),
  constraint ck_quotation_line__supply
    check (supply in ('stock', 'drop_shipment', 'buy_to_order', 'make_to_order', 'none'))
);
create index ix_quotation_line__quotation on quotation_line (tenant_id, quotation_id, position, id);
create index ix_quotation_line__product on quotation_line (tenant_id, product_id);
create index ix_quotation_line__lot on quotation_line (tenant_id, lot_id) where lot_id is not null;
call kontor.protect('quotation_line', 'organization');
call kontor.guard_references('quotation_line', '{
  "product_id": "product",
  "unit_id": "unit",
  "tax_category_id": "tax_category"
}');

-- Sales orders.
create table sales_order (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  legal_entity_id uuid not null,
  number text not null,
  quotation_id uuid,
  order_date date,
  delivery_day date,
  status text not null default 'draft',
  delivery_state text not null default 'none',
  invoice_state text not null default 'none',
  is_complete_only boolean not null default false,
  invoice_on text not null default 'shipped',
  partner_id uuid not null,
  billing_address_id uuid,
  shipping_address_id uuid,
  warehouse_id uuid,
  currency_id uuid,
  payment_term_id uuid,
  is_gross text not null default 'net',
  customer_reference text not null default '',
  discount_percent numeric(20,4) not null default 0,
  charge_amount numeric(20,6) not null default 0,
  revision integer not null default 1,
  notes text not null default '',
  approval_state text not null default 'none',
  approved_by_id uuid,
  lines_total numeric(20,6) not null default 0,
  net_total numeric(20,6) not null default 0,
  tax_total numeric(20,6) not null default 0,
  gross_total numeric(20,6) not null default 0,
  channel text,
  external_id text,
  confirmed_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_sales_order primary key (tenant_id, id),
  constraint uq_sales_order__organization__id unique (tenant_id, organization_id, id),
  constraint uq_sales_order__number__organization unique (tenant_id, organization_id, number),
  constraint fk_sales_order__legal_entity foreign key (tenant_id, legal_entity_id, organization_id)
    references organization (tenant_id, legal_entity_id, id),
  constraint fk_sales_order__quotation foreign key (tenant_id, organization_id, quotation_id)
    references quotation (tenant_id, organization_id, id),
  constraint fk_sales_order__partner foreign key (tenant_id, partner_id) references partner (tenant_id, id),
  constraint fk_sales_order__billing_address foreign key (tenant_id, billing_address_id)
    references partner_address (tenant_id, id),
  constraint fk_sales_order__shipping_address foreign key (tenant_id, shipping_address_id)
    references partner_address (tenant_id, id),
  constraint fk_sales_order__warehouse foreign key (tenant_id, warehouse_id)
    references warehouse (tenant_id, id),
  constraint fk_sales_order__currency foreign key (currency_id) references currency (id),
  constraint fk_sales_order__payment_term foreign key (tenant_id, payment_term_id)
    references payment_term (tenant_id, id),
  constraint fk_sales_order__approved_by foreign key (tenant_id, approved_by_id)
    references user_account (tenant_id, id),
  constraint ck_sales_order__number check (char_length(number) between 1 and 40),
  constraint ck_sales_order__status check (status in ('draft', 'confirmed', 'closed', 'cancelled')),
  constraint ck_sales_order__delivery_state check (delivery_state in ('none', 'partly', 'fully')),
  constraint ck_sales_order__invoice_state check (invoice_state in ('none', 'partly', 'fully')),
  constraint ck_sales_order__invoice_on check (invoice_on in ('shipped', 'ordered')),
  constraint ck_sales_order__is_gross check (is_gross in ('net', 'gross')),
  constraint ck_sales_order__customer_reference check (char_length(customer_reference) <= 100),
  constraint ck_sales_order__discount_percent check (discount_percent between 0 and 100),
  constraint ck_sales_order__charge_amount check (charge_amount >= 0),
  constraint ck_sales_order__revision check (revision between 1 and 10000),
  constraint ck_sales_order__notes check (char_length(notes) <= 20000),
  constraint ck_sales_order__approval_state check (approval_state in ('none', 'asked', 'granted')),
  constraint ck_sales_order__channel check (char_length(channel) between 1 and 40),
  constraint ck_sales_order__external_id check (char_length(external_id) between 1 and 100)
);
create unique index uq_sales_order__channel__external_id on sales_order
  (tenant_id, channel, external_id) where channel is not null and external_id is not null;
create index ix_sales_order__organization on sales_order (tenant_id, organization_id, created_at, id);
create index ix_sales_order__quotation on sales_order (tenant_id, quotation_id)
  where quotation_id is not null;
create index ix_sales_order__partner on sales_order (tenant_id, partner_id, created_at, id);
create index ix_sales_order__billing_address on sales_order (tenant_id, billing_address_id)
  where billing_address_id is not null;
create index ix_sales_order__shipping_address on sales_order (tenant_id, shipping_address_id)
  where shipping_address_id is not null;
create index ix_sales_order__warehouse on sales_order (tenant_id, warehouse_id)
  where warehouse_id is not null;
create index ix_sales_order__payment_term on sales_order (tenant_id, payment_term_id)
  where payment_term_id is not null;
create index ix_sales_order__approved_by on sales_order (tenant_id, approved_by_id)
  where approved_by_id is not null;
create index ix_sales_order__number on sales_order (tenant_id, number, id);
create index ix_sales_order__order_date on sales_order (tenant_id, order_date, id);
create index ix_sales_order__created_at on sales_order (tenant_id, created_at, id);
create index ix_sales_order__status on sales_order (tenant_id, status, created_at, id);
create index ix_sales_order__delivery_state on sales_order (tenant_id, delivery_state, created_at, id);
create index ix_sales_order__invoice_state on sales_order (tenant_id, invoice_state, created_at, id);
call kontor.protect('sales_order', 'organization');
call kontor.state_legal_entity('sales_order');
call kontor.guard_references('sales_order', '{"payment_term_id": "payment_term"}');

-- Order lines.
create table sales_order_line (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  sales_order_id uuid not null,
  position integer not null default 0,
  product_id uuid not null,
  description text not null default '',
  quantity numeric(20,6) not null,
  unit_id uuid,
  base_quantity numeric(20,6) not null,
  unit_price numeric(20,6),
  price_quantity numeric(20,6) not null default 1,
  price_source text not null default 'none',
  discount_percent numeric(20,4) not null default 0,
  net_amount numeric(20,6) not null default 0,
  tax_category_id uuid,
  tax_percent numeric(20,4) not null default 0,
  supply text not null default 'stock',
  promised_date date,
  lot_id uuid,
  quotation_line_id uuid,
  cancelled_quantity numeric(20,6) not null default 0,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_sales_order_line primary key (tenant_id, id),
  constraint uq_sales_order_line__organization__id unique (tenant_id, organization_id, id),
  constraint fk_sales_order_line__sales_order foreign key (tenant_id, organization_id, sales_order_id)
    references sales_order (tenant_id, organization_id, id) on delete cascade,
  constraint fk_sales_order_line__product foreign key (tenant_id, product_id)
    references product (tenant_id, id),
  constraint fk_sales_order_line__unit foreign key (unit_id) references unit (id),
  constraint fk_sales_order_line__tax_category foreign key (tax_category_id) references tax_category (id),
  constraint fk_sales_order_line__lot foreign key (tenant_id, lot_id) references lot (tenant_id, id),
  constraint fk_sales_order_line__quotation_line foreign key (tenant_id, organization_id,
      quotation_line_id)
    references quotation_line (tenant_id, organization_id, id),
  constraint ck_sales_order_line__position check (position between 0 and 10000),
  constraint ck_sales_order_line__description check (char_length(description) <= 500),
  constraint ck_sales_order_line__quantity check (quantity >= 0),
  constraint ck_sales_order_line__unit_price check (unit_price >= 0),
  constraint ck_sales_order_line__price_quantity check (price_quantity >= 0),
  constraint ck_sales_order_line__price_source
    check (price_source in ('contract', 'customer', 'tier', 'base', 'hand', 'none')),
  constraint ck_sales_order_line__discount_percent check (discount_percent between 0 and 100),
  constraint ck_sales_order_line__supply
    check (supply in ('stock', 'drop_shipment', 'buy_to_order', 'make_to_order', 'none'))
);
create index ix_sales_order_line__sales_order on sales_order_line (tenant_id, sales_order_id, position, id);
create index ix_sales_order_line__product on sales_order_line (tenant_id, product_id);
create index ix_sales_order_line__lot on sales_order_line (tenant_id, lot_id) where lot_id is not null;
create index ix_sales_order_line__quotation_line on sales_order_line (tenant_id, quotation_line_id)
  where quotation_line_id is not null;
call kontor.protect('sales_order_line', 'organization');
call kontor.guard_references('sales_order_line', '{
  "product_id": "product",
  "unit_id": "unit",
  "tax_category_id": "tax_category"
}');

-- Delivery lines. Each is written again when it is picked: the page has room for that.
create table delivery_line (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  delivery_id uuid not null,
  position integer not null default 0,
  sales_order_line_id uuid not null,
  product_id uuid not null,
  quantity numeric(20,6) not null,
  lot_id uuid,
  picks jsonb not null default '[]',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_delivery_line primary key (tenant_id, id),
  constraint uq_delivery_line__organization__id unique (tenant_id, organization_id, id),
  constraint fk_delivery_line__delivery foreign key (tenant_id, organization_id, delivery_id)
    references delivery (tenant_id, organization_id, id) on delete cascade,
  constraint fk_delivery_line__sales_order_line foreign key (tenant_id, organization_id,
      sales_order_line_id)
    references sales_order_line (tenant_id, organization_id, id),
  constraint fk_delivery_line__product foreign key (tenant_id, product_id)
    references product (tenant_id, id),
  constraint fk_delivery_line__lot foreign key (tenant_id, lot_id) references lot (tenant_id, id),
  constraint ck_delivery_line__position check (position between 0 and 10000),
  constraint ck_delivery_line__quantity check (quantity >= 0),
  constraint ck_delivery_line__picks check (jsonb_typeof(picks) = 'array')
) with (fillfactor = 60);
create index ix_delivery_line__delivery on delivery_line (tenant_id, delivery_id, position, id);
create index ix_delivery_line__sales_order_line on delivery_line (tenant_id, sales_order_line_id);
create index ix_delivery_line__product on delivery_line (tenant_id, product_id);
create index ix_delivery_line__lot on delivery_line (tenant_id, lot_id) where lot_id is not null;
call kontor.protect('delivery_line', 'organization');
call kontor.guard_references('delivery_line', '{"product_id": "product"}');

-- Invoice lines.
create table invoice_line (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  invoice_id uuid not null,
  position integer not null default 0,
  sales_order_line_id uuid,
  delivery_line_id uuid,
  credited_line_id uuid,
  product_id uuid not null,
  description text not null default '',
  quantity numeric(20,6) not null,
  unit_id uuid not null,
  base_quantity numeric(20,6) not null,
  unit_price numeric(20,6) not null,
  price_quantity numeric(20,6) not null default 1,
  discount_percent numeric(20,4) not null default 0,
  net_amount numeric(20,6) not null default 0,
  tax_rate_id uuid,
  tax_code text not null default '',
  en16931_category text not null default '',
  tax_percent numeric(20,4) not null default 0,
  tax_reasons jsonb not null default '[]',
  supply_date text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_invoice_line primary key (tenant_id, id),
  constraint uq_invoice_line__organization__id unique (tenant_id, organization_id, id),
  constraint fk_invoice_line__invoice foreign key (tenant_id, organization_id, invoice_id)
    references invoice (tenant_id, organization_id, id) on delete cascade,
  constraint fk_invoice_line__sales_order_line foreign key (tenant_id, organization_id,
      sales_order_line_id)
    references sales_order_line (tenant_id, organization_id, id),
  constraint fk_invoice_line__delivery_line foreign key (tenant_id, organization_id, delivery_line_id)
    references delivery_line (tenant_id, organization_id, id),
  constraint fk_invoice_line__credited_line foreign key (tenant_id, organization_id, credited_line_id)
    references invoice_line (tenant_id, organization_id, id),
  constraint fk_invoice_line__product foreign key (tenant_id, product_id)
    references product (tenant_id, id),
  constraint fk_invoice_line__unit foreign key (unit_id) references unit (id),
  constraint fk_invoice_line__tax_rate foreign key (tax_rate_id) references tax_rate (id),
  constraint ck_invoice_line__position check (position between 0 and 10000),
  constraint ck_invoice_line__description check (char_length(description) <= 500),
  constraint ck_invoice_line__quantity check (quantity >= 0),
  constraint ck_invoice_line__tax_code check (char_length(tax_code) <= 40),
  constraint ck_invoice_line__en16931_category check (char_length(en16931_category) <= 2),
  constraint ck_invoice_line__tax_reasons check (jsonb_typeof(tax_reasons) = 'array'),
  constraint ck_invoice_line__supply_date check (char_length(supply_date) between 1 and 10)
);
create index ix_invoice_line__invoice on invoice_line (tenant_id, invoice_id, position, id);
create index ix_invoice_line__sales_order_line on invoice_line (tenant_id, sales_order_line_id)
  where sales_order_line_id is not null;
create index ix_invoice_line__delivery_line on invoice_line (tenant_id, delivery_line_id)
  where delivery_line_id is not null;
create index ix_invoice_line__credited_line on invoice_line (tenant_id, credited_line_id)
  where credited_line_id is not null;
create index ix_invoice_line__product on invoice_line (tenant_id, product_id);
call kontor.protect('invoice_line', 'organization');
call kontor.guard_references('invoice_line', '{
  "product_id": "product",
  "unit_id": "unit",
  "tax_rate_id": "tax_rate"
}');

-- Return lines.
create table customer_return_line (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  customer_return_id uuid not null,
  position integer not null default 0,
  delivery_line_id uuid not null,
  product_id uuid not null,
  quantity numeric(20,6) not null,
  lot_id uuid,
  disposition text not null default 'inspect',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_customer_return_line primary key (tenant_id, id),
  constraint fk_customer_return_line__customer_return foreign key (tenant_id, organization_id,
      customer_return_id)
    references customer_return (tenant_id, organization_id, id) on delete cascade,
  constraint fk_customer_return_line__delivery_line foreign key (tenant_id, organization_id,
      delivery_line_id)
    references delivery_line (tenant_id, organization_id, id),
  constraint fk_customer_return_line__product foreign key (tenant_id, product_id)
    references product (tenant_id, id),
  constraint fk_customer_return_line__lot foreign key (tenant_id, lot_id) references lot (tenant_id, id),
  constraint ck_customer_return_line__position check (position between 0 and 10000),
  constraint ck_customer_return_line__quantity check (quantity >= 0),
  constraint ck_customer_return_line__disposition
    check (disposition in ('inspect', 'stock', 'quarantine', 'scrap'))
);
create index ix_customer_return_line__customer_return on customer_return_line
  (tenant_id, customer_return_id, position, id);
create index ix_customer_return_line__delivery_line on customer_return_line (tenant_id, delivery_line_id);
create index ix_customer_return_line__product on customer_return_line (tenant_id, product_id);
create index ix_customer_return_line__lot on customer_return_line (tenant_id, lot_id)
  where lot_id is not null;
call kontor.protect('customer_return_line', 'organization');
call kontor.guard_references('customer_return_line', '{"product_id": "product"}');

alter table quotation
  add constraint fk_quotation__sales_order foreign key (tenant_id, organization_id, sales_order_id)
    references sales_order (tenant_id, organization_id, id);

-- Payment state of each invoice, kept from open items and allocations: what lists show and filter by, since
-- a posted invoice itself never changes (DOMAIN 8). Written by the functions below alone.
create table invoice_state (
  tenant_id uuid not null,
  organization_id uuid not null,
  invoice_id uuid not null,
  state text not null default 'draft',
  open_amount numeric(20,6) not null default 0,
  -- The next day on which something is due; the last one when nothing is open.
  due_date date,
  currency_id uuid,
  -- The invoice's own, so that a list of one state comes in order.
  created_at timestamptz not null,
  constraint pk_invoice_state primary key (tenant_id, invoice_id),
  constraint fk_invoice_state__invoice foreign key (tenant_id, organization_id, invoice_id)
    references invoice (tenant_id, organization_id, id) on delete cascade,
  constraint fk_invoice_state__currency foreign key (currency_id) references currency (id),
  constraint ck_invoice_state__state
    check (state in ('draft', 'open', 'partly_paid', 'paid', 'cancelled'))
);
create index ix_invoice_state__state on invoice_state (tenant_id, state, created_at, invoice_id);
create index ix_invoice_state__due_date on invoice_state (tenant_id, due_date, invoice_id)
  where state in ('open', 'partly_paid');
create index ix_invoice_state__currency on invoice_state (currency_id);
call kontor.protect('invoice_state', 'organization');
call kontor.read_only('invoice_state');
grant select, insert, update on invoice_state to kontor_ledger;
grant select on invoice, invoice_line, open_item, payment_allocation to kontor_ledger;

-- What is still open of an item. An allocation's amount is what it takes off: a charge adds by a negative
-- one, a reversal by the negative of what it reverses. A credit note's item is used up as a credit_item.
create function kontor.open_amount_of(p_item open_item) returns numeric
language sql stable
as $$
  select p_item.amount
    - coalesce((select sum(a.amount) from payment_allocation a
      where a.tenant_id = p_item.tenant_id and a.open_item_id = p_item.id), 0)
    - coalesce((select sum(a.amount) from payment_allocation a
      where a.tenant_id = p_item.tenant_id and a.credit_item_id = p_item.id), 0)
$$;

-- Locks the states first, so that two payments at once are counted both.
create function kontor.refresh_invoice_states(p_tenant_id uuid, p_invoice_ids uuid[]) returns void
language plpgsql
as $$
begin
  perform from invoice_state s
  where s.tenant_id = p_tenant_id and s.invoice_id = any (p_invoice_ids)
  order by s.invoice_id for update;
  update invoice_state s set
    state = found.state, open_amount = found.open_amount, due_date = found.due_date,
    currency_id = found.currency_id
  from (
    select i.id, i.currency_id, items.open_amount, coalesce(items.due_date, i.due_date) as due_date,
      case
        when i.status = 'draft' then 'draft'
        when credited.is_whole then 'cancelled'
        when items.open_amount = 0 then 'paid'
        when items.paid <> 0 then 'partly_paid'
        else 'open' end as state
    from invoice i
    cross join lateral (
      select coalesce(sum(o.open_amount), 0) as open_amount, coalesce(sum(o.paid), 0) as paid,
        coalesce(min(o.due_date) filter (where o.open_amount <> 0), max(o.due_date)) as due_date
      from (
        select item.due_date, item.amount - taken.amount - used.amount as open_amount, taken.paid
        from open_item item
        cross join lateral (
          -- A part credit lowers what is open, but is no payment.
          select coalesce(sum(a.amount), 0) as amount, coalesce(sum(a.amount) filter (
            where coalesce(r.kind, a.kind) not in ('credit_note', 'charge')), 0) as paid
          from payment_allocation a
          left join payment_allocation r on r.tenant_id = a.tenant_id and r.id = a.reverses_id
          where a.tenant_id = item.tenant_id and a.open_item_id = item.id
        ) taken
        cross join lateral (
          select coalesce(sum(a.amount), 0) as amount from payment_allocation a
          where a.tenant_id = item.tenant_id and a.credit_item_id = item.id
        ) used
        where item.tenant_id = i.tenant_id and item.invoice_id = i.id
      ) o
    ) items
    cross join lateral (
      -- Cancelled: posted credit notes take back every line to the full amount (DOMAIN 7, 8).
      select coalesce(bool_and(back.amount >= abs(l.net_amount)) and sum(back.amount) > 0, false) as is_whole
      from invoice_line l
      cross join lateral (
        select coalesce(sum(abs(c.net_amount)), 0) as amount
        from invoice_line c
        join invoice note on note.tenant_id = c.tenant_id and note.id = c.invoice_id
        where c.tenant_id = l.tenant_id and c.credited_line_id = l.id
          and note.status = 'posted' and note.kind = 'credit_note'
      ) back
      where l.tenant_id = i.tenant_id and l.invoice_id = i.id
    ) credited
    where i.tenant_id = p_tenant_id and i.id = any (p_invoice_ids)
  ) found
  where s.tenant_id = p_tenant_id and s.invoice_id = found.id and s.invoice_id = any (p_invoice_ids)
    and (s.state, s.open_amount, s.due_date, s.currency_id) is distinct from
      (found.state, found.open_amount, found.due_date, found.currency_id);
end
$$;

-- A new invoice is a draft nobody owes anything for; only its posting makes its open items count.
create function kontor.keep_state_of_new_invoices() returns trigger
language plpgsql
as $$
begin
  insert into invoice_state (tenant_id, organization_id, invoice_id, currency_id, created_at)
  values (new.tenant_id, new.organization_id, new.id, new.currency_id, new.created_at);
  if new.status <> 'draft' then
    perform kontor.refresh_invoice_states(new.tenant_id, array[new.id]);
  end if;
  return null;
end
$$;

-- A credit note that is posted changes the state of what it credits.
create function kontor.keep_state_of_invoices() returns trigger
language plpgsql
as $$
declare
  changed uuid[] := array[new.id];
begin
  if new.kind = 'credit_note' and new.status = 'posted' and old.status <> 'posted' then
    changed := changed || array(
      select distinct b.invoice_id
      from invoice_line l
      join invoice_line b on b.tenant_id = l.tenant_id and b.id = l.credited_line_id
      where l.tenant_id = new.tenant_id and l.invoice_id = new.id);
  end if;
  perform kontor.refresh_invoice_states(new.tenant_id, changed);
  return null;
end
$$;

create function kontor.keep_state_of_items() returns trigger
language plpgsql
as $$
begin
  perform kontor.refresh_invoice_states(c.tenant_id, array_agg(distinct c.invoice_id))
  from changed c
  join invoice i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
  where i.status <> 'draft' group by c.tenant_id;
  return null;
end
$$;

create function kontor.keep_state_of_allocations() returns trigger
language plpgsql
as $$
begin
  perform kontor.refresh_invoice_states(t.tenant_id, array_agg(t.invoice_id)) from (
    select o.tenant_id, o.invoice_id from changed c
    join open_item o on o.tenant_id = c.tenant_id and o.id = c.open_item_id
    union select o.tenant_id, o.invoice_id from changed c
    join open_item o on o.tenant_id = c.tenant_id and o.id = c.credit_item_id
  ) t group by t.tenant_id;
  return null;
end
$$;
call kontor.define_ledger_part('kontor.refresh_invoice_states(uuid, uuid[])');
call kontor.define_as('kontor_ledger', 'kontor.open_amount_of(open_item)',
  'kontor.keep_state_of_new_invoices()', 'kontor.keep_state_of_invoices()', 'kontor.keep_state_of_items()',
  'kontor.keep_state_of_allocations()');
call kontor.open_to_application('kontor.open_amount_of(open_item)');

create trigger state_new after insert on invoice
  for each row execute function kontor.keep_state_of_new_invoices();
-- What else is written while an invoice is a draft costs no call.
create trigger state_changed after update on invoice
  for each row when (new.status is distinct from old.status or new.currency_id is distinct from old.currency_id
    or new.due_date is distinct from old.due_date)
  execute function kontor.keep_state_of_invoices();
create trigger state_new after insert on open_item referencing new table as changed
  for each statement execute function kontor.keep_state_of_items();
create trigger state_new after insert on payment_allocation referencing new table as changed
  for each statement execute function kontor.keep_state_of_allocations();

-- Posting ends with the number (ARCHITECTURE 4): an invoice that has one is frozen with its lines. Only the
-- stamps of a move that changes nothing else (cancel: a credit note does the work) may still be written.
create function kontor.keep_posted_invoice() returns trigger
language plpgsql set search_path = pg_catalog
as $$
declare
  stamps constant text[] := array['version', 'updated_at', 'updated_by'];
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - stamps = to_jsonb(old) - stamps then
    return new;
  end if;
  perform kontor.refuse('sales.posted_is_final', jsonb_build_object('number', old.number));
  return null;
end
$$;
create trigger keep_posted before update or delete on invoice
  for each row when (old.number is not null) execute function kontor.keep_posted_invoice();

-- Once a statement, for an invoice has many lines.
create function kontor.keep_posted_invoice_lines() returns trigger
language plpgsql
as $$
declare
  posted text;
begin
  select i.number into posted
  from (select distinct t.tenant_id, t.invoice_id from touched t) t
  cross join lateral (
    select i.number from invoice i
    where i.tenant_id = t.tenant_id and i.id = t.invoice_id and i.number is not null
    limit 1
  ) i
  limit 1;
  if found then
    perform kontor.refuse('sales.posted_is_final', jsonb_build_object('number', posted));
  end if;
  return null;
end
$$;
call kontor.define_as('kontor_ledger', 'kontor.keep_posted_invoice_lines()');

-- For a table whose rows are parts of an invoice: what they were and what they become is looked at.
create procedure kontor.keep_posted_parts(p_table text)
language plpgsql
as $$
begin
  execute format('create trigger keep_posted_from_more after insert on %s referencing new table as touched
    for each statement execute function kontor.keep_posted_invoice_lines()', p_table);
  execute format('create trigger keep_posted_as_it_was after update on %s referencing old table as touched
    for each statement execute function kontor.keep_posted_invoice_lines()', p_table);
  execute format('create trigger keep_posted_from_change after update on %s referencing new table as touched
    for each statement execute function kontor.keep_posted_invoice_lines()', p_table);
  execute format('create trigger keep_posted_from_less after delete on %s referencing old table as touched
    for each statement execute function kontor.keep_posted_invoice_lines()', p_table);
end
$$;
call kontor.keep_posted_parts('invoice_line');

-- At the end of the transaction, for the number is the last thing that posting does. A draft without a number is
-- as it should be, and what is made of it later is looked at then.
create function kontor.check_posted_invoice() returns trigger
language plpgsql
as $$
begin
  if exists (select from invoice i
    where i.tenant_id = new.tenant_id and i.id = new.id and (i.status = 'posted') <> (i.number is not null))
  then
    raise exception using errcode = 'check_violation', table = 'invoice', constraint = 'ck_invoice__number',
      message = 'a posted invoice has a number, a draft has none';
  end if;
  return null;
end
$$;
call kontor.define_as('kontor_ledger', 'kontor.check_posted_invoice()');
create constraint trigger check_posted after insert or update of status, number on invoice
  deferrable initially deferred
  for each row when (new.status <> 'draft' or new.number is not null)
  execute function kontor.check_posted_invoice();

call kontor.append_only('open_item');
call kontor.append_only('payment_allocation');

-- Money that moved stays as it was written; only what somebody noted beside it may change.
create function kontor.keep_payment() returns trigger
language plpgsql set search_path = pg_catalog
as $$
declare
  free constant text[] := array['notes', 'version', 'updated_at', 'updated_by'];
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - free = to_jsonb(old) - free then
    return new;
  end if;
  perform kontor.refuse('sales.posted_is_final', jsonb_build_object('number', old.number));
  return null;
end
$$;
create trigger keep_payment before update or delete on payment
  for each row execute function kontor.keep_payment();
revoke delete, truncate on payment from kontor_app;
