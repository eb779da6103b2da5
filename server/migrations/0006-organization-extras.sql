-- What hangs at an organization: its type, VAT registrations and bank accounts.

-- Organization types.
create table organization_type (
  id uuid not null default uuidv7(),
  name text not null,
  description text not null default '',
  is_internal boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_organization_type primary key (id),
  constraint uq_organization_type__name unique (name),
  constraint ck_organization_type__name check (char_length(name) between 1 and 100),
  constraint ck_organization_type__description check (char_length(description) <= 20000)
);
create index ix_organization_type__name on organization_type (name, id);
call kontor.protect('organization_type', 'global');

-- VAT registrations.
create table vat_registration (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  country text not null,
  vat_id text not null,
  valid_from date,
  valid_to date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_vat_registration primary key (tenant_id, id),
  constraint uq_vat_registration__country__valid_from__organization unique nulls not distinct (tenant_id,
      organization_id, country, valid_from),
  constraint fk_vat_registration__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint ck_vat_registration__country check (char_length(country) between 1 and 2),
  constraint ck_vat_registration__vat_id check (char_length(vat_id) between 1 and 20),
  constraint ck_vat_registration__valid_to__valid_from check (valid_to >= valid_from)
);
create index ix_vat_registration__organization on vat_registration
  (tenant_id, organization_id, country, id);
create index ix_vat_registration__country on vat_registration (tenant_id, country, id);
create index ix_vat_registration__created_at on vat_registration (tenant_id, created_at, id);
call kontor.protect('vat_registration', 'organization');

-- Bank accounts.
create table bank_account (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  holder text not null,
  bank text not null,
  iban text not null,
  bic text,
  currency_id uuid,
  is_default boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_bank_account primary key (tenant_id, id),
  constraint uq_bank_account__iban__organization unique (tenant_id, organization_id, iban),
  constraint fk_bank_account__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_bank_account__currency foreign key (currency_id) references currency (id),
  constraint ck_bank_account__holder check (char_length(holder) between 1 and 255),
  constraint ck_bank_account__bank check (char_length(bank) between 1 and 100),
  constraint ck_bank_account__iban check (char_length(iban) between 1 and 34),
  constraint ck_bank_account__bic check (char_length(bic) between 1 and 11)
);
create index ix_bank_account__organization on bank_account (tenant_id, organization_id, bank, id);
create index ix_bank_account__bank on bank_account (tenant_id, bank, id);
create index ix_bank_account__created_at on bank_account (tenant_id, created_at, id);
create index ix_bank_account__is_default on bank_account (tenant_id, is_default, bank, id);
call kontor.protect('bank_account', 'organization');

alter table organization
  alter organization_type_id set not null,
  add column tax_number text,
  add column register_entry text,
  add column email text,
  add column phone text,
  add column website text,
  add constraint fk_organization__organization_type
    foreign key (organization_type_id) references organization_type (id),
  add constraint fk_organization__currency foreign key (currency_id) references currency (id),
  add constraint fk_organization__primary_address foreign key (tenant_id, primary_address_id)
    references address (tenant_id, id) on delete set null (primary_address_id),
  add constraint ck_organization__tax_number check (char_length(tax_number) between 1 and 50),
  add constraint ck_organization__register_entry check (char_length(register_entry) between 1 and 255),
  add constraint ck_organization__email check (char_length(email) between 1 and 255),
  add constraint ck_organization__phone check (char_length(phone) between 1 and 50),
  add constraint ck_organization__website check (char_length(website) between 1 and 255),
  add constraint ck_organization__metadata check (jsonb_typeof(metadata) = 'object'),
  add constraint ck_organization__custom_fields check (jsonb_typeof(custom_fields) = 'object');
create index ix_organization__organization_type on organization (organization_type_id, tenant_id, name, id);
create index ix_organization__currency on organization (currency_id, tenant_id, name, id);
create index ix_organization__primary_address on organization (tenant_id, primary_address_id)
  where primary_address_id is not null;
