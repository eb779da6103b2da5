-- Earlier versions of quotations and orders, as they were shown when the next one replaced them.

create table document_version (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  organization_id uuid not null,
  record text not null,
  record_id uuid not null,
  revision integer not null,
  content jsonb not null,
  created_at timestamptz not null default now(),
  created_by uuid default kontor.user_id(),
  constraint pk_document_version primary key (tenant_id, id),
  constraint uq_document_version__revision unique (tenant_id, record_id, revision),
  constraint fk_document_version__organization foreign key (tenant_id, organization_id)
    references organization (tenant_id, id),
  constraint ck_document_version__revision check (revision >= 1),
  constraint ck_document_version__content check (jsonb_typeof(content) = 'object')
);
call kontor.index_references('document_version');
call kontor.protect('document_version', 'organization');
call kontor.append_only('document_version');
