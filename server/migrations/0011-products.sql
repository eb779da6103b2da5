-- The catalogue: categories, products, taxes, prices.

-- Categories.
create table category (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  name text not null,
  names jsonb not null default '{}',
  slug text not null,
  slug_lower text collate "C" not null generated always as (lower(slug)) stored,
  description text not null default '',
  parent_id uuid,
  category_type text not null default 'PRODUCT',
  is_active boolean not null default true,
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_category primary key (tenant_id, id),
  constraint uq_category__slug unique (tenant_id, slug_lower),
  constraint uq_category__name__parent__category_type unique nulls not distinct (tenant_id, parent_id,
      name, category_type),
  constraint fk_category__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_category__parent foreign key (tenant_id, parent_id) references category (tenant_id, id),
  constraint ck_category__name check (char_length(name) between 1 and 255),
  constraint ck_category__names check (jsonb_typeof(names) = 'object'),
  constraint ck_category__slug check (char_length(slug) between 1 and 255),
  constraint ck_category__description check (char_length(description) <= 20000),
  constraint ck_category__category_type
    check (category_type in ('PRODUCT', 'DOCUMENT_TYPE', 'ASSET_TYPE', 'ORG_COST_CENTER', 'OTHER')),
  constraint ck_category__custom_fields check (jsonb_typeof(custom_fields) = 'object')
);
create index ix_category__organization on category (tenant_id, organization_id, name, id);
create index ix_category__parent on category (tenant_id, parent_id, name, id);
create index ix_category__name on category (tenant_id, name, id);
create index ix_category__created_at on category (tenant_id, created_at, id);
create index ix_category__category_type on category (tenant_id, category_type, name, id);
create index ix_category__is_active on category (tenant_id, is_active, name, id);
create index ix_category__slug on category (tenant_id, slug_lower, name, id);
call kontor.protect('category', 'inherited');
call kontor.guard_references('category', '{"parent_id": "category"}');

-- Tax jurisdictions.
create table tax_jurisdiction (
  id uuid not null default uuidv7(),
  code text not null,
  code_lower text collate "C" not null generated always as (lower(code)) stored,
  name text not null,
  jurisdiction_type text not null,
  parent_id uuid,
  is_active boolean not null default true,
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_tax_jurisdiction primary key (id),
  constraint uq_tax_jurisdiction__code unique (code_lower),
  constraint fk_tax_jurisdiction__parent foreign key (parent_id) references tax_jurisdiction (id),
  constraint ck_tax_jurisdiction__code check (char_length(code) between 1 and 50),
  constraint ck_tax_jurisdiction__name check (char_length(name) between 1 and 255),
  constraint ck_tax_jurisdiction__jurisdiction_type
    check (jurisdiction_type in ('COUNTRY', 'STATE_PROVINCE', 'COUNTY', 'CITY', 'OTHER')),
  constraint ck_tax_jurisdiction__custom_fields check (jsonb_typeof(custom_fields) = 'object')
);
create index ix_tax_jurisdiction__parent on tax_jurisdiction (parent_id, code_lower, id);
create index ix_tax_jurisdiction__code on tax_jurisdiction (code_lower, id);
create index ix_tax_jurisdiction__name on tax_jurisdiction (name, id);
create index ix_tax_jurisdiction__jurisdiction_type on tax_jurisdiction (jurisdiction_type, code_lower, id);
create index ix_tax_jurisdiction__is_active on tax_jurisdiction (is_active, code_lower, id);
call kontor.protect('tax_jurisdiction', 'global');

-- Tax classes.
create table tax_category (
  id uuid not null default uuidv7(),
  tenant_id uuid,
  organization_id uuid,
  code text not null,
  code_lower text collate "C" not null generated always as (lower(code)) stored,
  name text not null,
  description text not null default '',
  is_active boolean not null default true,
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_tax_category primary key (id),
  constraint uq_tax_category__code unique nulls not distinct (tenant_id, code_lower),
  constraint uq_tax_category__name unique nulls not distinct (tenant_id, name),
  constraint fk_tax_category__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint ck_tax_category__code check (char_length(code) between 1 and 50),
  constraint ck_tax_category__name check (char_length(name) between 1 and 100),
  constraint ck_tax_category__description check (char_length(description) <= 20000),
  constraint ck_tax_category__custom_fields check (jsonb_typeof(custom_fields) = 'object')
);
create index ix_tax_category__organization on tax_category (tenant_id, organization_id, name, id);
create index ix_tax_category__code on tax_category (tenant_id, code_lower, id);
create index ix_tax_category__name on tax_category (tenant_id, name, id);
create index ix_tax_category__is_active on tax_category (tenant_id, is_active, name, id);
call kontor.protect('tax_category', 'inherited');

-- Tax codes.
create table tax_rate (
  id uuid not null default uuidv7(),
  tenant_id uuid,
  organization_id uuid,
  code text not null,
  code_lower text collate "C" not null generated always as (lower(code)) stored,
  name text not null,
  jurisdiction_id uuid not null,
  tax_category_id uuid,
  category text not null,
  rate numeric(20,5) not null,
  tax_type text not null default 'VAT',
  exemption_code text,
  exemption_text jsonb not null default '{}',
  book_keeping_key text,
  is_compound boolean not null default false,
  priority integer not null default 0,
  valid_from date,
  valid_to date,
  is_active boolean not null default true,
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_tax_rate primary key (id),
  constraint uq_tax_rate__code__jurisdiction__valid_from unique nulls not distinct (tenant_id,
      code_lower, jurisdiction_id, valid_from),
  constraint fk_tax_rate__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_tax_rate__jurisdiction foreign key (jurisdiction_id) references tax_jurisdiction (id),
  constraint fk_tax_rate__tax_category foreign key (tax_category_id) references tax_category (id),
  constraint ck_tax_rate__code check (char_length(code) between 1 and 40),
  constraint ck_tax_rate__name check (char_length(name) between 1 and 100),
  constraint ck_tax_rate__category check (category in ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),
  constraint ck_tax_rate__rate check (rate between 0 and 10),
  constraint ck_tax_rate__tax_type check (tax_type in ('VAT', 'GST', 'SALES', 'OTHER')),
  constraint ck_tax_rate__exemption_code check (char_length(exemption_code) between 1 and 40),
  constraint ck_tax_rate__exemption_text check (jsonb_typeof(exemption_text) = 'object'),
  constraint ck_tax_rate__book_keeping_key check (char_length(book_keeping_key) between 1 and 20),
  constraint ck_tax_rate__priority check (priority between 0 and 100),
  constraint ck_tax_rate__custom_fields check (jsonb_typeof(custom_fields) = 'object'),
  constraint ck_tax_rate__valid_to__valid_from check (valid_to >= valid_from)
);
create index ix_tax_rate__organization on tax_rate (tenant_id, organization_id, code_lower, id);
create index ix_tax_rate__jurisdiction on tax_rate (jurisdiction_id, tenant_id, code_lower, id);
create index ix_tax_rate__tax_category on tax_rate (tax_category_id, tenant_id, code_lower, id);
create index ix_tax_rate__code on tax_rate (tenant_id, code_lower, id);
create index ix_tax_rate__created_at on tax_rate (tenant_id, created_at, id);
create index ix_tax_rate__is_active on tax_rate (tenant_id, is_active, code_lower, id);
create index ix_tax_rate__tax_type on tax_rate (tenant_id, tax_type, code_lower, id);
call kontor.protect('tax_rate', 'inherited');
call kontor.guard_references('tax_rate', '{"tax_category_id": "tax_category"}');

-- Products.
create table product (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  sku text not null,
  sku_lower text collate "C" not null generated always as (lower(sku)) stored,
  name jsonb not null,
  description jsonb not null default '{}',
  kind text not null default 'simple',
  parent_id uuid,
  product_type text not null default 'PHYSICAL_GOOD',
  category_id uuid,
  status text not null default 'draft',
  base_unit_id uuid not null,
  second_unit_id uuid,
  tax_category_id uuid,
  tracking text not null default 'none',
  is_inventory_tracked boolean not null default true,
  is_purchasable boolean not null default true,
  is_sellable boolean not null default true,
  is_manufactured boolean not null default false,
  weight_kilogram numeric(20,6),
  base_sku text not null default '',
  variant_code text not null default '',
  attributes jsonb not null default '{}',
  legacy_sku text,
  legacy_id text,
  image_id uuid,
  tags text[] not null default '{}',
  custom_fields jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_product primary key (tenant_id, id),
  constraint uq_product__organization__id unique (tenant_id, organization_id, id),
  constraint uq_product__sku unique (tenant_id, sku_lower),
  constraint fk_product__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_product__parent foreign key (tenant_id, parent_id) references product (tenant_id, id),
  constraint fk_product__category foreign key (tenant_id, category_id) references category (tenant_id, id),
  constraint fk_product__base_unit foreign key (base_unit_id) references unit (id),
  constraint fk_product__second_unit foreign key (second_unit_id) references unit (id),
  constraint fk_product__tax_category foreign key (tax_category_id) references tax_category (id),
  constraint fk_product__image foreign key (tenant_id, image_id) references file (tenant_id, id),
  constraint ck_product__sku check (char_length(sku) between 1 and 100),
  constraint ck_product__name check (jsonb_typeof(name) = 'object'),
  constraint ck_product__description check (jsonb_typeof(description) = 'object'),
  constraint ck_product__kind check (kind in ('simple', 'parent', 'variant')),
  constraint ck_product__product_type check (product_type in ('PHYSICAL_GOOD', 'SERVICE', 'DIGITAL')),
  constraint ck_product__status check (status in ('draft', 'active', 'discontinued')),
  constraint ck_product__tracking check (tracking in ('none', 'lot', 'serial')),
  constraint ck_product__weight_kilogram check (weight_kilogram >= 0),
  constraint ck_product__base_sku check (char_length(base_sku) <= 100),
  constraint ck_product__variant_code check (char_length(variant_code) <= 50),
  constraint ck_product__attributes check (jsonb_typeof(attributes) = 'object'),
  constraint ck_product__legacy_sku check (char_length(legacy_sku) between 1 and 100),
  constraint ck_product__legacy_id check (char_length(legacy_id) between 1 and 100),
  constraint ck_product__custom_fields check (jsonb_typeof(custom_fields) = 'object')
);
create index ix_product__organization on product (tenant_id, organization_id, sku_lower, id);
create index ix_product__parent on product (tenant_id, parent_id, sku_lower, id);
create index ix_product__category on product (tenant_id, category_id, sku_lower, id);
create index ix_product__base_unit on product (base_unit_id);
create index ix_product__second_unit on product (second_unit_id) where second_unit_id is not null;
create index ix_product__tax_category on product (tax_category_id) where tax_category_id is not null;
create index ix_product__image on product (tenant_id, image_id) where image_id is not null;
create index ix_product__sku on product (tenant_id, sku_lower, id);
create index ix_product__created_at on product (tenant_id, created_at, id);
create index ix_product__updated_at on product (tenant_id, updated_at, id);
create index ix_product__status on product (tenant_id, status, sku_lower, id);
create index ix_product__product_type on product (tenant_id, product_type, sku_lower, id);
create index ix_product__kind on product (tenant_id, kind, sku_lower, id);
create index ix_product__is_sellable on product (tenant_id, is_sellable, sku_lower, id);
call kontor.protect('product', 'inherited');
call kontor.guard_references('product', '{
  "parent_id": "product",
  "category_id": "category",
  "base_unit_id": "unit",
  "second_unit_id": "unit",
  "tax_category_id": "tax_category"
}');

-- Standard costs.
create table product_company (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  product_id uuid not null,
  standard_cost numeric(20,6) not null,
  valid_from date not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_product_company primary key (tenant_id, id),
  constraint uq_product_company__product__valid_from__organization unique (tenant_id, organization_id,
      product_id, valid_from),
  constraint fk_product_company__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_product_company__product foreign key (tenant_id, product_id)
    references product (tenant_id, id) on delete cascade,
  constraint ck_product_company__standard_cost check (standard_cost >= 0)
);
create index ix_product_company__organization on product_company
  (tenant_id, organization_id, valid_from, id);
create index ix_product_company__product on product_company (tenant_id, product_id, valid_from, id);
create index ix_product_company__valid_from on product_company (tenant_id, valid_from, id);
create index ix_product_company__created_at on product_company (tenant_id, created_at, id);
call kontor.protect('product_company', 'organization');
call kontor.guard_references('product_company', '{"product_id": "product"}');

-- Product images.
create table product_image (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  product_id uuid not null,
  file_id uuid not null,
  image_type text not null default 'Produktfoto',
  is_front boolean not null default false,
  is_primary boolean not null default false,
  position integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_product_image primary key (tenant_id, id),
  constraint uq_product_image__product__file unique (tenant_id, product_id, file_id),
  constraint fk_product_image__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_product_image__product foreign key (tenant_id, organization_id, product_id)
    references product (tenant_id, organization_id, id) on delete cascade,
  constraint fk_product_image__file foreign key (tenant_id, file_id) references file (tenant_id, id),
  constraint ck_product_image__image_type
    check (image_type in ('Produktfoto', 'Markt-Messe-Shop', 'Szene', 'Illustration')),
  constraint ck_product_image__position check (position between 0 and 1000)
);
create index ix_product_image__organization on product_image (tenant_id, organization_id, position, id);
create index ix_product_image__product on product_image (tenant_id, product_id, position, id);
create index ix_product_image__file on product_image (tenant_id, file_id);
create index ix_product_image__position on product_image (tenant_id, position, id);
create index ix_product_image__created_at on product_image (tenant_id, created_at, id);
create index ix_product_image__is_primary on product_image (tenant_id, is_primary, position, id);
call kontor.protect('product_image', 'inherited');

-- Price lists.
create table price_list (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  code text not null,
  code_lower text collate "C" not null generated always as (lower(code)) stored,
  name text not null,
  currency_id uuid not null,
  level text not null default 'base',
  pricing_tier_id uuid,
  partner_id uuid,
  is_gross boolean not null default false,
  breaks_over_family boolean not null default false,
  valid_from date,
  valid_to date,
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_price_list primary key (tenant_id, id),
  constraint uq_price_list__organization__id unique (tenant_id, organization_id, id),
  constraint uq_price_list__code unique (tenant_id, code_lower),
  constraint fk_price_list__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_price_list__currency foreign key (currency_id) references currency (id),
  constraint fk_price_list__pricing_tier foreign key (tenant_id, pricing_tier_id)
    references pricing_tier (tenant_id, id),
  constraint fk_price_list__partner foreign key (tenant_id, partner_id) references partner (tenant_id, id),
  constraint ck_price_list__code check (char_length(code) between 1 and 40),
  constraint ck_price_list__name check (char_length(name) between 1 and 100),
  constraint ck_price_list__level check (level in ('base', 'tier', 'customer', 'contract')),
  constraint ck_price_list__valid_to__valid_from check (valid_to >= valid_from)
);
create index ix_price_list__organization on price_list (tenant_id, organization_id, code_lower, id);
create index ix_price_list__currency on price_list (currency_id, tenant_id, code_lower, id);
create index ix_price_list__pricing_tier on price_list (tenant_id, pricing_tier_id, code_lower, id);
create index ix_price_list__partner on price_list (tenant_id, partner_id, code_lower, id);
create index ix_price_list__code on price_list (tenant_id, code_lower, id);
create index ix_price_list__name on price_list (tenant_id, name, id);
create index ix_price_list__created_at on price_list (tenant_id, created_at, id);
create index ix_price_list__level on price_list (tenant_id, level, code_lower, id);
create index ix_price_list__is_active on price_list (tenant_id, is_active, code_lower, id);
call kontor.protect('price_list', 'inherited');
call kontor.guard_references('price_list', '{"pricing_tier_id": "pricing_tier"}');

-- Prices.
create table price (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  price_list_id uuid not null,
  product_id uuid not null,
  unit_id uuid not null,
  minimum_quantity numeric(20,6) not null default 0,
  price numeric(20,6) not null,
  price_quantity numeric(20,6) not null default 1,
  valid_from date,
  valid_to date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_price primary key (tenant_id, id),
  constraint uq_price__price_list__product__unit__minimum_quantity unique nulls not distinct (tenant_id,
      price_list_id, product_id, unit_id, minimum_quantity, valid_from),
  constraint fk_price__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_price__price_list foreign key (tenant_id, organization_id, price_list_id)
    references price_list (tenant_id, organization_id, id) on delete cascade,
  constraint fk_price__product foreign key (tenant_id, product_id)
    references product (tenant_id, id) on delete cascade,
  constraint fk_price__unit foreign key (unit_id) references unit (id),
  constraint ck_price__minimum_quantity check (minimum_quantity >= 0),
  constraint ck_price__price check (price >= 0),
  constraint ck_price__price_quantity check (price_quantity >= 0),
  constraint ck_price__valid_to__valid_from check (valid_to >= valid_from)
);
create index ix_price__organization on price (tenant_id, organization_id, created_at, id);
create index ix_price__price_list on price (tenant_id, price_list_id, created_at, id);
create index ix_price__product on price (tenant_id, product_id, created_at, id);
create index ix_price__unit on price (unit_id);
create index ix_price__created_at on price (tenant_id, created_at, id);
call kontor.protect('price', 'inherited');
call kontor.guard_references('price', '{"product_id": "product", "unit_id": "unit"}');

-- Partner terms.
create table partner_company (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  partner_id uuid not null,
  payment_term_id uuid,
  pricing_tier_id uuid,
  price_list_id uuid,
  currency_id uuid,
  credit_limit numeric(20,6),
  discount_percent numeric(20,2) not null default 0,
  account_number text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_partner_company primary key (tenant_id, id),
  constraint uq_partner_company__partner__organization unique (tenant_id, organization_id, partner_id),
  constraint fk_partner_company__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_partner_company__partner foreign key (tenant_id, partner_id)
    references partner (tenant_id, id) on delete cascade,
  constraint fk_partner_company__payment_term foreign key (tenant_id, payment_term_id)
    references payment_term (tenant_id, id),
  constraint fk_partner_company__pricing_tier foreign key (tenant_id, pricing_tier_id)
    references pricing_tier (tenant_id, id),
  constraint fk_partner_company__price_list foreign key (tenant_id, price_list_id)
    references price_list (tenant_id, id),
  constraint fk_partner_company__currency foreign key (currency_id) references currency (id),
  constraint ck_partner_company__credit_limit check (credit_limit >= 0),
  constraint ck_partner_company__discount_percent check (discount_percent between 0 and 100),
  constraint ck_partner_company__account_number check (char_length(account_number) between 1 and 20)
);
create index ix_partner_company__organization on partner_company
  (tenant_id, organization_id, created_at, id);
create index ix_partner_company__partner on partner_company (tenant_id, partner_id, created_at, id);
create index ix_partner_company__payment_term on partner_company
  (tenant_id, payment_term_id, created_at, id);
create index ix_partner_company__pricing_tier on partner_company
  (tenant_id, pricing_tier_id, created_at, id);
create index ix_partner_company__price_list on partner_company (tenant_id, price_list_id)
  where price_list_id is not null;
create index ix_partner_company__created_at on partner_company (tenant_id, created_at, id);
call kontor.protect('partner_company', 'organization');
call kontor.guard_references('partner_company', '{
  "payment_term_id": "payment_term",
  "pricing_tier_id": "pricing_tier",
  "price_list_id": "price_list"
}');

-- Unit conversions.
create table unit_conversion (
  id uuid not null default uuidv7(),
  tenant_id uuid,
  organization_id uuid,
  unit_id uuid not null,
  into_unit_id uuid not null,
  numerator integer not null,
  denominator integer not null default 1,
  product_id uuid,
  lot_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_unit_conversion primary key (id),
  constraint uq_unit_conversion__unit__into_unit__product__lot unique nulls not distinct (tenant_id,
      unit_id, into_unit_id, product_id, lot_id),
  constraint fk_unit_conversion__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_unit_conversion__unit foreign key (unit_id) references unit (id),
  constraint fk_unit_conversion__into_unit foreign key (into_unit_id) references unit (id),
  constraint fk_unit_conversion__product foreign key (tenant_id, product_id)
    references product (tenant_id, id) on delete cascade,
  constraint ck_unit_conversion__numerator check (numerator between 1 and 2000000000),
  constraint ck_unit_conversion__denominator check (denominator between 1 and 2000000000),
  constraint ck_unit_conversion__product__tenant check (tenant_id is not null or product_id is null),
  constraint ck_unit_conversion__lot__tenant check (tenant_id is not null or lot_id is null)
);
create index ix_unit_conversion__organization on unit_conversion
  (tenant_id, organization_id, created_at, id);
create index ix_unit_conversion__unit on unit_conversion (unit_id, tenant_id, created_at, id);
create index ix_unit_conversion__into_unit on unit_conversion (into_unit_id);
create index ix_unit_conversion__product on unit_conversion (tenant_id, product_id, created_at, id);
create index ix_unit_conversion__lot on unit_conversion (tenant_id, lot_id) where lot_id is not null;
create index ix_unit_conversion__created_at on unit_conversion (tenant_id, created_at, id);
call kontor.protect('unit_conversion', 'inherited');
call kontor.guard_references('unit_conversion', '{
  "unit_id": "unit",
  "into_unit_id": "unit",
  "product_id": "product"
}');

-- fk_unit_conversion__lot comes with the table lot.
