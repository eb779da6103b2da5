-- The SQL by which printed documents are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."document_kind" as "document_kind",
  t."document_id" as "document_id",
  t."title" as "title",
  t."language" as "language",
  t."media_type" as "media_type",
  t."size_bytes" as "size_bytes",
  t."digest" as "digest",
  t."file_id" as "file",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "printed_document" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by document_id.
select t.id,
  t.organization_id as organization,
  t."document_kind" as "document_kind",
  t."document_id" as "document_id",
  t."title" as "title",
  t."language" as "language",
  t."media_type" as "media_type",
  t."size_bytes" as "size_bytes",
  t."digest" as "digest",
  t."file_id" as "file",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "printed_document" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."document_id" = $4::text
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."document_kind" as "document_kind",
  t."document_id" as "document_id",
  t."title" as "title",
  t."language" as "language",
  t."media_type" as "media_type",
  t."size_bytes" as "size_bytes",
  t."digest" as "digest",
  t."file_id" as "file",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "printed_document" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."title"::text ilike $4::text)
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
