-- What invoices bear of their orders' discounts and charges, and the tax that cash discounts correct.

-- One row an invoice, order and kind: the last invoice takes the rest (DOMAIN 10). A credit note's rows
-- name the share they take back.
create table invoice_adjustment (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  invoice_id uuid not null,
  sales_order_id uuid not null,
  kind text not null,
  percent numeric(20,4),
  amount numeric(20,6) not null,
  credited_adjustment_id uuid,
  constraint pk_invoice_adjustment primary key (tenant_id, id),
  constraint uq_invoice_adjustment__organization__id unique (tenant_id, organization_id, id),
  constraint fk_invoice_adjustment__invoice foreign key (tenant_id, organization_id, invoice_id)
    references invoice (tenant_id, organization_id, id) on delete cascade,
  constraint fk_invoice_adjustment__sales_order foreign key (tenant_id, organization_id, sales_order_id)
    references sales_order (tenant_id, organization_id, id),
  constraint fk_invoice_adjustment__credited_adjustment
    foreign key (tenant_id, organization_id, credited_adjustment_id)
    references invoice_adjustment (tenant_id, organization_id, id),
  constraint ck_invoice_adjustment__kind check (kind in ('allowance', 'charge'))
);
create index ix_invoice_adjustment__invoice on invoice_adjustment (tenant_id, invoice_id);
create index ix_invoice_adjustment__sales_order on invoice_adjustment (tenant_id, sales_order_id);
call kontor.index_references('invoice_adjustment');
call kontor.protect('invoice_adjustment', 'organization');
call kontor.keep_posted_parts('invoice_adjustment');

-- By tax code of the invoice: what a cash discount takes off its net and its tax (§ 17 UStG).
create table tax_correction (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  payment_allocation_id uuid not null,
  invoice_id uuid not null,
  tax_code text not null,
  en16931_category text not null,
  tax_percent numeric(20,4) not null,
  net_amount numeric(20,6) not null,
  tax_amount numeric(20,6) not null,
  created_at timestamptz not null default now(),
  created_by uuid default kontor.user_id(),
  constraint pk_tax_correction primary key (tenant_id, id),
  constraint fk_tax_correction__payment_allocation
    foreign key (tenant_id, organization_id, payment_allocation_id)
    references payment_allocation (tenant_id, organization_id, id),
  constraint fk_tax_correction__invoice foreign key (tenant_id, organization_id, invoice_id)
    references invoice (tenant_id, organization_id, id)
);
call kontor.index_references('tax_correction');
call kontor.protect('tax_correction', 'organization');
call kontor.append_only('tax_correction');

-- An allocation may be entered by invoice; the server then finds its open items.
alter table payment_allocation
  add column invoice_id uuid,
  alter open_item_id drop not null,
  add constraint ck_payment_allocation__open_item check (open_item_id is not null),
  add constraint fk_payment_allocation__invoice foreign key (tenant_id, organization_id, invoice_id)
    references invoice (tenant_id, organization_id, id);
create index ix_payment_allocation__invoice on payment_allocation (tenant_id, invoice_id)
  where invoice_id is not null;

-- An allocation is taken back once.
create unique index uq_payment_allocation__reverses on payment_allocation (tenant_id, reverses_id)
  where reverses_id is not null;

-- What was issued stays as it was issued (DOMAIN 12).
call kontor.append_only('printed_document');
