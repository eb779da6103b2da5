-- What hangs at a legal entity: fiscal years, periods open or closed by area, and gapless numbers.

create table fiscal_year (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  code text not null,
  starts_on date not null,
  ends_on date not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_fiscal_year primary key (tenant_id, id),
  constraint uq_fiscal_year__code__organization unique (tenant_id, organization_id, code),
  constraint uq_fiscal_year__organization unique (tenant_id, organization_id, id),
  constraint fk_fiscal_year__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint ck_fiscal_year__ends_on__starts_on check (ends_on > starts_on),
  constraint ck_fiscal_year__code check (char_length(code) between 1 and 20),
  constraint ex_fiscal_year__starts_on exclude using gist (
    tenant_id with =, organization_id with =, daterange(starts_on, ends_on, '[]') with &&)
);
create index ix_fiscal_year__organization on fiscal_year (tenant_id, organization_id, starts_on, id);
create index ix_fiscal_year__starts_on on fiscal_year (tenant_id, starts_on, id);
create index ix_fiscal_year__created_at on fiscal_year (tenant_id, created_at, id);
call kontor.index_references('fiscal_year');
call kontor.protect('fiscal_year', 'inherited');

create table fiscal_period (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  fiscal_year_id uuid not null,
  number integer not null,
  starts_on date not null,
  ends_on date not null,
  is_stock_open boolean not null default true,
  is_sales_open boolean not null default true,
  is_purchasing_open boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_fiscal_period primary key (tenant_id, id),
  constraint uq_fiscal_period__number__organization__fiscal_year
    unique (tenant_id, organization_id, fiscal_year_id, number),
  constraint fk_fiscal_period__fiscal_year foreign key (tenant_id, organization_id, fiscal_year_id)
    references fiscal_year (tenant_id, organization_id, id) on delete cascade,
  constraint fk_fiscal_period__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint ck_fiscal_period__number check (number between 1 and 400),
  constraint ck_fiscal_period__ends_on__starts_on check (ends_on >= starts_on),
  constraint ex_fiscal_period__starts_on exclude using gist (
    tenant_id with =, organization_id with =, daterange(starts_on, ends_on, '[]') with &&)
);
create index ix_fiscal_period__fiscal_year on fiscal_period (tenant_id, fiscal_year_id);
create index ix_fiscal_period__ends_on on fiscal_period (tenant_id, organization_id, ends_on);
call kontor.index_references('fiscal_period');
call kontor.protect('fiscal_period', 'inherited');

-- A day is closed by its period; a day of no period is closed once any later period has been, so that
-- nothing slips in before the first year that was kept here.
create function kontor.is_period_open(p_tenant_id uuid, p_legal_entity_id uuid, p_area text, p_day date)
returns boolean
language sql stable
as $$
  select coalesce(
    (select case p_area when 'stock' then p.is_stock_open when 'sales' then p.is_sales_open
        when 'purchasing' then p.is_purchasing_open end
      from fiscal_period p
      where p.tenant_id = p_tenant_id and p.organization_id = p_legal_entity_id
        and p.ends_on >= p_day and p.starts_on <= p_day
      order by p.ends_on
      limit 1),
    not exists (
      select from fiscal_period p
      where p.tenant_id = p_tenant_id and p.organization_id = p_legal_entity_id and p.ends_on >= p_day
        and not case p_area when 'stock' then p.is_stock_open when 'sales' then p.is_sales_open
          when 'purchasing' then p.is_purchasing_open end))
$$;

create table number_series (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  kind text not null,
  series text not null default '',
  -- {year} stands for the code of the fiscal year, {number} for the number in at least so many digits.
  pattern text not null,
  digits integer not null default 5,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_number_series primary key (tenant_id, id),
  constraint uq_number_series__kind unique (tenant_id, organization_id, kind, series),
  constraint fk_number_series__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint ck_number_series__pattern check (pattern like '%{number}%' and length(pattern) <= 50),
  constraint ck_number_series__digits check (digits between 1 and 12)
);
call kontor.index_references('number_series');
call kontor.protect('number_series', 'inherited');

create table number_counter (
  tenant_id uuid not null,
  organization_id uuid not null,
  kind text not null,
  series text not null,
  fiscal_year_id uuid not null,
  last_number bigint not null,
  constraint pk_number_counter primary key (tenant_id, organization_id, kind, series, fiscal_year_id),
  constraint fk_number_counter__fiscal_year foreign key (tenant_id, organization_id, fiscal_year_id)
    references fiscal_year (tenant_id, organization_id, id),
  constraint ck_number_counter__last_number check (last_number > 0)
);
call kontor.index_references('number_counter');
call kontor.protect('number_counter', 'inherited');
call kontor.read_only('number_counter');

grant select on fiscal_period, number_series to kontor_ledger;
grant select, insert on fiscal_year to kontor_ledger;
grant insert on fiscal_period to kontor_ledger;
grant select, insert, update on number_counter to kontor_ledger;

-- The fiscal year of a day. A missing one is made, twelve months long: after the last year that ends
-- before the day, else as a calendar year; nobody should be unable to work on the first of January.
create function kontor.fiscal_year_on(p_legal_entity_id uuid, p_day date) returns uuid
language plpgsql
as $$
declare
  found_id uuid;
  first_day date := date_trunc('year', p_day)::date;
  next_month date;
begin
  select id into found_id from fiscal_year
  where tenant_id = kontor.tenant_id() and organization_id = p_legal_entity_id
    and p_day between starts_on and ends_on;
  if found_id is not null then
    return found_id;
  end if;
  perform from organization
  where tenant_id = kontor.tenant_id() and id = p_legal_entity_id and is_legal_entity for no key update;
  if not found then
    perform kontor.refuse('organization.not_a_legal_entity',
      jsonb_build_object('organization', p_legal_entity_id));
  end if;
  select id into found_id from fiscal_year
  where tenant_id = kontor.tenant_id() and organization_id = p_legal_entity_id
    and p_day between starts_on and ends_on;
  if found_id is not null then
    return found_id;
  end if;
  -- The years already kept say in which month a year begins.
  select (y.ends_on + 1 + make_interval(years => extract(year from age(p_day, y.ends_on + 1))::integer))::date
  into next_month
  from fiscal_year y
  where y.tenant_id = kontor.tenant_id() and y.organization_id = p_legal_entity_id and y.ends_on < p_day
  order by y.ends_on desc
  limit 1;
  if next_month is null then
    -- All years kept are later: the day's year begins in the month in which they do.
    select (y.starts_on - make_interval(years => extract(year from age(y.starts_on, p_day + 1))::integer + 1))::date
    into next_month
    from fiscal_year y
    where y.tenant_id = kontor.tenant_id() and y.organization_id = p_legal_entity_id and y.starts_on > p_day
    order by y.starts_on
    limit 1;
  end if;
  first_day := coalesce(next_month, first_day);
  insert into fiscal_year (tenant_id, organization_id, code, starts_on, ends_on)
  values (kontor.tenant_id(), p_legal_entity_id, to_char(first_day + interval '1 year - 1 day', 'YYYY'),
    first_day, (first_day + interval '1 year - 1 day')::date)
  returning id into found_id;
  insert into fiscal_period (tenant_id, organization_id, fiscal_year_id, number, starts_on, ends_on)
  select kontor.tenant_id(), p_legal_entity_id, found_id, m,
    (first_day + make_interval(months => m - 1))::date, (first_day + make_interval(months => m))::date - 1
  from generate_series(1, 12) m;
  return found_id;
end
$$;

-- Takes the next number of a series and keeps its counter locked until the transaction ends: call it as
-- the last statement, and no number is ever missing. A series nobody has set up is PREFIX-year-number.
create function kontor.next_number(
  p_legal_entity_id uuid, p_kind text, p_series text, p_fiscal_year_id uuid
) returns text
language plpgsql
as $$
declare
  taken bigint;
  shape record;
begin
  select y.code, coalesce(s.pattern, upper(p_kind) || '-{year}-{number}') as pattern,
    coalesce(s.digits, 5) as digits
  into shape
  from fiscal_year y
  left join number_series s on s.tenant_id = y.tenant_id and s.organization_id = y.organization_id
    and s.kind = p_kind and s.series = p_series
  where y.tenant_id = kontor.tenant_id() and y.organization_id = p_legal_entity_id
    and y.id = p_fiscal_year_id;
  if not found then
    perform kontor.refuse('organization.no_fiscal_year',
      jsonb_build_object('organization', p_legal_entity_id));
  end if;
  insert into number_counter as c (tenant_id, organization_id, kind, series, fiscal_year_id, last_number)
  values (kontor.tenant_id(), p_legal_entity_id, p_kind, p_series, p_fiscal_year_id, 1)
  on conflict (tenant_id, organization_id, kind, series, fiscal_year_id)
    do update set last_number = c.last_number + 1
  returning c.last_number into taken;
  return replace(replace(shape.pattern, '{year}', shape.code), '{number}',
    lpad(taken::text, greatest(shape.digits, length(taken::text)), '0'));
end
$$;
call kontor.define_as('kontor_ledger', 'kontor.fiscal_year_on(uuid, date)',
  'kontor.next_number(uuid, text, text, uuid)');
call kontor.open_to_application('kontor.fiscal_year_on(uuid, date)',
  'kontor.next_number(uuid, text, text, uuid)');
