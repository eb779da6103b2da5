-- Lots and serial numbers, what each status of them allows, and which lots went into which.

create table lot (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  product_id uuid not null,
  number text not null,
  supplier_number text,
  manufactured_on date,
  expires_on date,
  status text not null default 'released',
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_lot primary key (tenant_id, id),
  constraint uq_lot__number__product unique (tenant_id, product_id, number),
  constraint uq_lot__product__id unique (tenant_id, product_id, id),
  constraint fk_lot__product foreign key (tenant_id, product_id) references product (tenant_id, id),
  constraint ck_lot__number check (char_length(number) between 1 and 100),
  constraint ck_lot__supplier_number check (char_length(supplier_number) between 1 and 100),
  constraint ck_lot__status check (status in ('quarantine', 'released', 'blocked', 'recalled')),
  constraint ck_lot__custom_fields check (jsonb_typeof(custom_fields) = 'object'),
  constraint ck_lot__expires_on__manufactured_on check (expires_on >= manufactured_on)
);
create index ix_lot__product on lot (tenant_id, product_id, number, id);
create index ix_lot__number on lot (tenant_id, number, id);
create index ix_lot__expires_on on lot (tenant_id, expires_on, id);
create index ix_lot__created_at on lot (tenant_id, created_at, id);
create index ix_lot__status on lot (tenant_id, status, number, id);
call kontor.protect('lot', 'tenant');
grant select on lot to kontor_ledger;

-- DOMAIN 20: what goods of a lot may be moved for. Expiry is judged besides, for customer and production.
create table lot_status_purpose (
  status text not null,
  purpose text not null,
  is_allowed boolean not null,
  constraint pk_lot_status_purpose primary key (status, purpose),
  constraint ck_lot_status_purpose__status
    check (status in ('quarantine', 'released', 'blocked', 'recalled')),
  constraint ck_lot_status_purpose__purpose check (purpose in (
    'customer', 'production', 'sample', 'inside', 'back_to_supplier', 'destroy'))
);
insert into lot_status_purpose (status, purpose, is_allowed)
select s.status, p.purpose, s.status = 'released' or p.purpose not in ('customer', 'production')
from unnest(array['quarantine', 'released', 'blocked', 'recalled']) s (status)
cross join unnest(array['customer', 'production', 'sample', 'inside', 'back_to_supplier', 'destroy'])
  p (purpose);
call kontor.protect('lot_status_purpose', 'global');
grant select on lot_status_purpose to kontor_ledger;

-- Every status a lot has had, for a backdated move is judged by the status then as well as now.
create table lot_status_change (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  lot_id uuid not null,
  status text not null,
  changed_at timestamptz not null default clock_timestamp(),
  changed_by uuid,
  constraint pk_lot_status_change primary key (tenant_id, id),
  constraint fk_lot_status_change__lot foreign key (tenant_id, lot_id) references lot (tenant_id, id)
    on delete cascade
);
create index ix_lot_status_change__lot on lot_status_change (tenant_id, lot_id, changed_at);
call kontor.protect('lot_status_change', 'tenant');
call kontor.read_only('lot_status_change');
grant select, insert on lot_status_change to kontor_ledger;

create function kontor.note_lot_status() returns trigger
language plpgsql
as $$
begin
  insert into lot_status_change (tenant_id, lot_id, status, changed_by)
  values (new.tenant_id, new.id, new.status, kontor.user_id());
  return null;
end
$$;

-- Once goods of it have moved, a lot stays of its product.
create function kontor.keep_lot() returns trigger
language plpgsql
as $$
begin
  if new.product_id <> old.product_id then
    raise exception using errcode = 'check_violation', table = 'lot', constraint = 'ck_lot__product',
      message = 'a lot stays of its product';
  end if;
  return new;
end
$$;
call kontor.define_as('kontor_ledger', 'kontor.note_lot_status()', 'kontor.keep_lot()');

create trigger keep before update on lot for each row execute function kontor.keep_lot();
create trigger note_status after insert on lot for each row execute function kontor.note_lot_status();
create trigger note_status_change after update on lot
  for each row when (new.status <> old.status) execute function kontor.note_lot_status();

-- Which lots went into a lot: written by the moves of a production order, taken back by their reversal.
create table lot_genealogy (
  tenant_id uuid not null,
  input_lot_id uuid not null,
  output_lot_id uuid not null,
  document_kind text not null,
  document_id uuid not null,
  constraint pk_lot_genealogy primary key (tenant_id, input_lot_id, output_lot_id, document_id),
  constraint fk_lot_genealogy__input_lot foreign key (tenant_id, input_lot_id) references lot (tenant_id, id),
  constraint fk_lot_genealogy__output_lot foreign key (tenant_id, output_lot_id)
    references lot (tenant_id, id)
);
create index ix_lot_genealogy__document on lot_genealogy (tenant_id, document_id);
call kontor.index_references('lot_genealogy');
call kontor.protect('lot_genealogy', 'tenant');
call kontor.read_only('lot_genealogy');
grant select, insert, delete on lot_genealogy to kontor_ledger;

-- All lots that went into a lot ('inputs') or that it went into ('outputs'), at any depth. UNION forgets
-- what it has seen already, so a lot reworked into itself does not turn the walk in circles.
create function kontor.trace_lot(p_lot_id uuid, p_direction text) returns setof uuid
language sql stable
as $$
  with recursive walk (lot_id) as (
    select p_lot_id
    union
    select step.lot_id
    from walk w
    cross join lateral (
      select g.input_lot_id from lot_genealogy g
      where p_direction = 'inputs' and g.tenant_id = kontor.tenant_id() and g.output_lot_id = w.lot_id
      union all
      select g.output_lot_id from lot_genealogy g
      where p_direction = 'outputs' and g.tenant_id = kontor.tenant_id() and g.input_lot_id = w.lot_id
    ) step (lot_id)
  )
  select w.lot_id from walk w where w.lot_id <> p_lot_id
$$;
