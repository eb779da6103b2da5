-- Reference data of standards, and what any record may carry: addresses, files, tags, fields of its own.

-- Countries.
create table country (
  id uuid not null default uuidv7(),
  code text not null,
  name jsonb not null,
  is_european_union boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_country primary key (id),
  constraint uq_country__code unique (code),
  constraint ck_country__code check (char_length(code) between 1 and 2),
  constraint ck_country__name check (jsonb_typeof(name) = 'object')
);
create index ix_country__code on country (code, id);
call kontor.protect('country', 'global');

-- Currencies.
create table currency (
  id uuid not null default uuidv7(),
  code text not null,
  code_lower text collate "C" not null generated always as (lower(code)) stored,
  name text not null,
  symbol text not null default '',
  numeric_code text,
  decimal_places integer not null default 2,
  is_active boolean not null default true,
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_currency primary key (id),
  constraint uq_currency__code unique (code_lower),
  constraint uq_currency__name unique (name),
  constraint ck_currency__code check (char_length(code) between 1 and 3),
  constraint ck_currency__name check (char_length(name) between 1 and 100),
  constraint ck_currency__symbol check (char_length(symbol) <= 5),
  constraint ck_currency__numeric_code check (char_length(numeric_code) between 1 and 3),
  constraint ck_currency__decimal_places check (decimal_places between 0 and 4),
  constraint ck_currency__custom_fields check (jsonb_typeof(custom_fields) = 'object')
);
create unique index uq_currency__numeric_code on currency (numeric_code) where numeric_code is not null;
create index ix_currency__code on currency (code_lower, id);
create index ix_currency__name on currency (name, id);
create index ix_currency__is_active on currency (is_active, code_lower, id);
call kontor.protect('currency', 'global');

-- Units.
create table unit (
  id uuid not null default uuidv7(),
  tenant_id uuid,
  organization_id uuid,
  code text not null,
  code_lower text collate "C" not null generated always as (lower(code)) stored,
  name text not null,
  names jsonb not null default '{}',
  uom_type text not null,
  symbol text not null default '',
  rec20 text,
  decimal_places integer not null default 0,
  is_active boolean not null default true,
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_unit primary key (id),
  constraint uq_unit__code unique nulls not distinct (tenant_id, code_lower),
  constraint fk_unit__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint ck_unit__code check (char_length(code) between 1 and 20),
  constraint ck_unit__name check (char_length(name) between 1 and 100),
  constraint ck_unit__names check (jsonb_typeof(names) = 'object'),
  constraint ck_unit__uom_type
    check (uom_type in ('Length', 'Mass', 'Volume', 'Count', 'Time', 'Area', 'Other')),
  constraint ck_unit__symbol check (char_length(symbol) <= 10),
  constraint ck_unit__rec20 check (char_length(rec20) between 1 and 3),
  constraint ck_unit__decimal_places check (decimal_places between 0 and 6),
  constraint ck_unit__custom_fields check (jsonb_typeof(custom_fields) = 'object')
);
create index ix_unit__organization on unit (tenant_id, organization_id, code_lower, id);
create index ix_unit__code on unit (tenant_id, code_lower, id);
create index ix_unit__name on unit (tenant_id, name, id);
create index ix_unit__uom_type on unit (tenant_id, uom_type, code_lower, id);
create index ix_unit__is_active on unit (tenant_id, is_active, code_lower, id);
call kontor.protect('unit', 'inherited');

-- Tags.
create table tag (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  name text not null,
  slug text not null,
  slug_lower text collate "C" not null generated always as (lower(slug)) stored,
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_tag primary key (tenant_id, id),
  constraint uq_tag__slug unique (tenant_id, slug_lower),
  constraint ck_tag__name check (char_length(name) between 1 and 100),
  constraint ck_tag__slug check (char_length(slug) between 1 and 100),
  constraint ck_tag__custom_fields check (jsonb_typeof(custom_fields) = 'object')
);
create index ix_tag__name on tag (tenant_id, name, id);
call kontor.protect('tag', 'tenant');

-- Statuses.
create table status (
  id uuid not null default uuidv7(),
  slug text not null,
  slug_lower text collate "C" not null generated always as (lower(slug)) stored,
  name text not null,
  description text not null default '',
  category text not null default '',
  color text not null default '',
  is_active boolean not null default true,
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_status primary key (id),
  constraint uq_status__slug unique (slug_lower),
  constraint uq_status__name unique (name),
  constraint ck_status__slug check (char_length(slug) between 1 and 50),
  constraint ck_status__name check (char_length(name) between 1 and 100),
  constraint ck_status__description check (char_length(description) <= 20000),
  constraint ck_status__category check (char_length(category) <= 50),
  constraint ck_status__color check (char_length(color) <= 7),
  constraint ck_status__custom_fields check (jsonb_typeof(custom_fields) = 'object')
);
create index ix_status__category on status (category, id);
create index ix_status__name on status (name, id);
create index ix_status__slug on status (slug_lower, id);
call kontor.protect('status', 'global');

-- Custom fields.
create table custom_field_definition (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  record text not null,
  name text not null,
  name_lower text collate "C" not null generated always as (lower(name)) stored,
  title jsonb not null,
  field_type text not null,
  choices jsonb not null default '[]',
  is_required boolean not null default false,
  position integer not null default 0,
  help_text text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_custom_field_definition primary key (tenant_id, id),
  constraint uq_custom_field_definition__record__name unique (tenant_id, record, name_lower),
  constraint ck_custom_field_definition__record check (char_length(record) between 1 and 100),
  constraint ck_custom_field_definition__name check (char_length(name) between 1 and 60),
  constraint ck_custom_field_definition__title check (jsonb_typeof(title) = 'object'),
  constraint ck_custom_field_definition__field_type
    check (field_type in ('text', 'integer', 'decimal', 'flag', 'date', 'choice')),
  constraint ck_custom_field_definition__choices check (jsonb_typeof(choices) = 'array'),
  constraint ck_custom_field_definition__position check (position between 0 and 1000),
  constraint ck_custom_field_definition__help_text check (char_length(help_text) <= 255)
);
create index ix_custom_field_definition__record on custom_field_definition (tenant_id, record, id);
create index ix_custom_field_definition__position on custom_field_definition (tenant_id, position, id);
call kontor.protect('custom_field_definition', 'tenant');

-- Addresses.
create table address (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  street_address_1 text,
  street_address_2 text,
  city text,
  state text,
  postal_code text,
  country text not null,
  latitude numeric(20,6),
  longitude numeric(20,6),
  status text not null default 'active',
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_address primary key (tenant_id, id),
  constraint ck_address__street_address_1 check (char_length(street_address_1) between 1 and 255),
  constraint ck_address__street_address_2 check (char_length(street_address_2) between 1 and 255),
  constraint ck_address__city check (char_length(city) between 1 and 100),
  constraint ck_address__state check (char_length(state) between 1 and 100),
  constraint ck_address__postal_code check (char_length(postal_code) between 1 and 20),
  constraint ck_address__country check (char_length(country) between 1 and 2),
  constraint ck_address__latitude check (latitude between -90 and 90),
  constraint ck_address__longitude check (longitude between -180 and 180),
  constraint ck_address__status check (status in ('active', 'inactive', 'archived')),
  constraint ck_address__custom_fields check (jsonb_typeof(custom_fields) = 'object')
);
create index ix_address__country on address (tenant_id, country);
call kontor.protect('address', 'tenant');

-- Files.
create table file (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  original_filename text not null,
  media_type text not null,
  size_bytes integer not null,
  digest text not null,
  width integer,
  height integer,
  tags text[] not null default '{}',
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_file primary key (tenant_id, id),
  constraint uq_file__organization__id unique (tenant_id, organization_id, id),
  constraint fk_file__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint ck_file__original_filename check (char_length(original_filename) <= 255),
  constraint ck_file__media_type check (char_length(media_type) <= 100),
  constraint ck_file__size_bytes check (size_bytes between 0 and 2000000000),
  constraint ck_file__digest check (char_length(digest) <= 64),
  constraint ck_file__width check (width between 0 and 100000),
  constraint ck_file__height check (height between 0 and 100000),
  constraint ck_file__custom_fields check (jsonb_typeof(custom_fields) = 'object')
);
create index ix_file__organization on file (tenant_id, organization_id, created_at, id);
create index ix_file__original_filename on file (tenant_id, original_filename, id);
create index ix_file__created_at on file (tenant_id, created_at, id);
create index ix_file__media_type on file (tenant_id, media_type, created_at, id);
call kontor.protect('file', 'organization');
