-- Documents as they were issued (DOMAIN 12).

-- Printed documents.
create table printed_document (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  document_kind text not null,
  document_id text not null,
  title text not null,
  language text not null,
  media_type text not null,
  size_bytes integer not null,
  digest text not null,
  file_id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_printed_document primary key (tenant_id, id),
  constraint uq_printed_document__document_id__language__media_type unique (tenant_id, document_id,
      language, media_type),
  constraint fk_printed_document__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint fk_printed_document__file foreign key (tenant_id, organization_id, file_id)
    references file (tenant_id, organization_id, id),
  constraint ck_printed_document__document_kind check (char_length(document_kind) <= 60),
  constraint ck_printed_document__document_id check (char_length(document_id) between 1 and 40),
  constraint ck_printed_document__title check (char_length(title) <= 255),
  constraint ck_printed_document__language check (char_length(language) between 1 and 10),
  constraint ck_printed_document__media_type check (char_length(media_type) between 1 and 100),
  constraint ck_printed_document__size_bytes check (size_bytes between 0 and 2000000000),
  constraint ck_printed_document__digest check (char_length(digest) <= 64)
);
create index ix_printed_document__organization on printed_document
  (tenant_id, organization_id, created_at, id);
create index ix_printed_document__file on printed_document (tenant_id, file_id);
create index ix_printed_document__created_at on printed_document (tenant_id, created_at, id);
create index ix_printed_document__document_id on printed_document (tenant_id, document_id, created_at, id);
create index ix_printed_document__document_kind on printed_document
  (tenant_id, document_kind, created_at, id);
call kontor.protect('printed_document', 'organization');
