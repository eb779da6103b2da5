-- Partners, contacts and what is agreed with them.

-- Pricing tiers.
create table pricing_tier (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  code text not null,
  code_lower text collate "C" not null generated always as (lower(code)) stored,
  name text not null,
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_pricing_tier primary key (tenant_id, id),
  constraint uq_pricing_tier__code unique (tenant_id, code_lower),
  constraint fk_pricing_tier__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint ck_pricing_tier__code check (char_length(code) between 1 and 40),
  constraint ck_pricing_tier__name check (char_length(name) between 1 and 100)
);
create index ix_pricing_tier__organization on pricing_tier (tenant_id, organization_id, code_lower, id);
create index ix_pricing_tier__code on pricing_tier (tenant_id, code_lower, id);
create index ix_pricing_tier__name on pricing_tier (tenant_id, name, id);
create index ix_pricing_tier__is_active on pricing_tier (tenant_id, is_active, code_lower, id);
call kontor.protect('pricing_tier', 'inherited');

-- Payment terms.
create table payment_term (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  code text not null,
  code_lower text collate "C" not null generated always as (lower(code)) stored,
  title jsonb not null,
  instalments jsonb not null default '[{"percent":"100","net_days":30}]',
  is_default boolean not null default false,
  is_active boolean not null default true,
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_payment_term primary key (tenant_id, id),
  constraint uq_payment_term__code unique (tenant_id, code_lower),
  constraint fk_payment_term__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint ck_payment_term__code check (char_length(code) between 1 and 40),
  constraint ck_payment_term__title check (jsonb_typeof(title) = 'object'),
  constraint ck_payment_term__instalments check (jsonb_typeof(instalments) = 'array'),
  constraint ck_payment_term__custom_fields check (jsonb_typeof(custom_fields) = 'object')
);
create index ix_payment_term__organization on payment_term (tenant_id, organization_id, code_lower, id);
create index ix_payment_term__code on payment_term (tenant_id, code_lower, id);
create index ix_payment_term__is_active on payment_term (tenant_id, is_active, code_lower, id);
call kontor.protect('payment_term', 'inherited');

-- Partners.
create table partner (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  number text not null,
  number_lower text collate "C" not null generated always as (lower(number)) stored,
  kind text not null default 'company',
  name text not null,
  segment text not null default 'B2B',
  is_customer boolean not null default true,
  is_supplier boolean not null default false,
  status text not null default 'active',
  vat_id text,
  vat_id_valid boolean not null default false,
  tax_number text,
  language text not null default 'de',
  email text,
  phone text,
  website text,
  notes text not null default '',
  tags text[] not null default '{}',
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_partner primary key (tenant_id, id),
  constraint uq_partner__number unique (tenant_id, number_lower),
  constraint ck_partner__number check (char_length(number) between 1 and 40),
  constraint ck_partner__kind check (kind in ('company', 'person')),
  constraint ck_partner__name check (char_length(name) between 1 and 255),
  constraint ck_partner__segment check (segment in ('B2B', 'B2C')),
  constraint ck_partner__status check (status in ('active', 'inactive', 'archived')),
  constraint ck_partner__vat_id check (char_length(vat_id) between 1 and 20),
  constraint ck_partner__tax_number check (char_length(tax_number) between 1 and 50),
  constraint ck_partner__language check (char_length(language) between 1 and 10),
  constraint ck_partner__email check (char_length(email) between 1 and 255),
  constraint ck_partner__phone check (char_length(phone) between 1 and 50),
  constraint ck_partner__website check (char_length(website) between 1 and 255),
  constraint ck_partner__notes check (char_length(notes) <= 20000),
  constraint ck_partner__custom_fields check (jsonb_typeof(custom_fields) = 'object')
);
create index ix_partner__number on partner (tenant_id, number_lower, id);
create index ix_partner__name on partner (tenant_id, name, id);
create index ix_partner__created_at on partner (tenant_id, created_at, id);
create index ix_partner__kind on partner (tenant_id, kind, name, id);
create index ix_partner__segment on partner (tenant_id, segment, name, id);
create index ix_partner__is_customer on partner (tenant_id, is_customer, name, id);
create index ix_partner__is_supplier on partner (tenant_id, is_supplier, name, id);
create index ix_partner__status on partner (tenant_id, status, name, id);
call kontor.protect('partner', 'tenant');

-- Partner addresses.
create table partner_address (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  partner_id uuid not null,
  kind text not null default 'billing',
  name text not null default '',
  address_id uuid not null,
  is_primary boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_partner_address primary key (tenant_id, id),
  constraint fk_partner_address__partner foreign key (tenant_id, partner_id)
    references partner (tenant_id, id) on delete cascade,
  constraint fk_partner_address__address foreign key (tenant_id, address_id)
    references address (tenant_id, id),
  constraint ck_partner_address__kind check (kind in ('billing', 'shipping', 'other')),
  constraint ck_partner_address__name check (char_length(name) <= 255)
);
create index ix_partner_address__partner on partner_address (tenant_id, partner_id, created_at, id);
create index ix_partner_address__address on partner_address (tenant_id, address_id);
create index ix_partner_address__created_at on partner_address (tenant_id, created_at, id);
call kontor.protect('partner_address', 'tenant');

-- Contacts.
create table person (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  first_name text not null default '',
  last_name text not null,
  title text not null default '',
  position text not null default '',
  contact_type text not null default 'other',
  status text not null default 'active',
  partner_id uuid,
  linked_organization_id uuid,
  notes text not null default '',
  tags text[] not null default '{}',
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_person primary key (tenant_id, id),
  constraint fk_person__partner foreign key (tenant_id, partner_id)
    references partner (tenant_id, id) on delete set null (partner_id),
  constraint fk_person__linked_organization foreign key (tenant_id, linked_organization_id)
    references organization (tenant_id, id) on delete set null (linked_organization_id),
  constraint ck_person__first_name check (char_length(first_name) <= 100),
  constraint ck_person__last_name check (char_length(last_name) between 1 and 100),
  constraint ck_person__title check (char_length(title) <= 100),
  constraint ck_person__position check (char_length(position) <= 100),
  constraint ck_person__contact_type check (contact_type in ('primary', 'billing', 'technical', 'other')),
  constraint ck_person__status check (status in ('active', 'inactive', 'archived')),
  constraint ck_person__notes check (char_length(notes) <= 20000),
  constraint ck_person__custom_fields check (jsonb_typeof(custom_fields) = 'object')
);
create index ix_person__partner on person (tenant_id, partner_id, last_name, id);
create index ix_person__linked_organization on person (tenant_id, linked_organization_id, last_name, id);
create index ix_person__last_name on person (tenant_id, last_name, id);
create index ix_person__first_name on person (tenant_id, first_name, id);
create index ix_person__created_at on person (tenant_id, created_at, id);
create index ix_person__status on person (tenant_id, status, last_name, id);
create index ix_person__contact_type on person (tenant_id, contact_type, last_name, id);
call kontor.protect('person', 'tenant');

-- E-mail addresses.
create table person_email (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  person_id uuid not null,
  email text not null,
  email_lower text collate "C" not null generated always as (lower(email)) stored,
  email_type text not null default 'work',
  is_primary boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_person_email primary key (tenant_id, id),
  constraint uq_person_email__email__person unique (tenant_id, person_id, email_lower),
  constraint fk_person_email__person foreign key (tenant_id, person_id)
    references person (tenant_id, id) on delete cascade,
  constraint ck_person_email__email check (char_length(email) between 1 and 255),
  constraint ck_person_email__email_type check (email_type in ('work', 'home', 'billing', 'other'))
);
create index ix_person_email__person on person_email (tenant_id, person_id);
call kontor.protect('person_email', 'tenant');

-- Telephone numbers.
create table person_phone (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  person_id uuid not null,
  phone_number text not null,
  phone_type text not null default 'work',
  is_primary boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_person_phone primary key (tenant_id, id),
  constraint uq_person_phone__phone_number__person unique (tenant_id, person_id, phone_number),
  constraint fk_person_phone__person foreign key (tenant_id, person_id)
    references person (tenant_id, id) on delete cascade,
  constraint ck_person_phone__phone_number check (char_length(phone_number) between 1 and 50),
  constraint ck_person_phone__phone_type check (phone_type in ('work', 'home', 'mobile', 'other'))
);
create index ix_person_phone__person on person_phone (tenant_id, person_id);
call kontor.protect('person_phone', 'tenant');

-- Contact addresses.
create table person_address (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  person_id uuid not null,
  address_id uuid not null,
  address_type text not null default 'work',
  is_primary boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_person_address primary key (tenant_id, id),
  constraint uq_person_address__address__address_type__person unique (tenant_id, person_id, address_id,
      address_type),
  constraint fk_person_address__person foreign key (tenant_id, person_id)
    references person (tenant_id, id) on delete cascade,
  constraint fk_person_address__address foreign key (tenant_id, address_id)
    references address (tenant_id, id),
  constraint ck_person_address__address_type
    check (address_type in ('work', 'home', 'billing', 'shipping', 'other'))
);
create index ix_person_address__person on person_address (tenant_id, person_id);
create index ix_person_address__address on person_address (tenant_id, address_id);
call kontor.protect('person_address', 'tenant');

-- A contact may name an organization, and an organization its first contact.
alter table organization
  add constraint fk_organization__primary_contact foreign key (tenant_id, primary_contact_id)
    references person (tenant_id, id) on delete set null (primary_contact_id);
create index ix_organization__primary_contact on organization (tenant_id, primary_contact_id)
  where primary_contact_id is not null;
