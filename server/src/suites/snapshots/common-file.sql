-- The SQL by which files are listed.

-- The default list.
select t.id,
  t.organization_id as organization,
  t."original_filename" as "original_filename",
  t."media_type" as "media_type",
  t."size_bytes" as "size_bytes",
  t."digest" as "digest",
  t."width" as "width",
  t."height" as "height",
  t."tags" as "tags",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  (pg_size_pretty(t.size_bytes::bigint)) as "file_size_display"
from "file" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
order by t.created_at desc, t.id desc
limit $4::integer offset $5::integer;

-- Filtered by media_type.
select t.id,
  t.organization_id as organization,
  t."original_filename" as "original_filename",
  t."media_type" as "media_type",
  t."size_bytes" as "size_bytes",
  t."digest" as "digest",
  t."width" as "width",
  t."height" as "height",
  t."tags" as "tags",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  (pg_size_pretty(t.size_bytes::bigint)) as "file_size_display"
from "file" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and t."media_type" = $4::text
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;

-- Searched.
select t.id,
  t.organization_id as organization,
  t."original_filename" as "original_filename",
  t."media_type" as "media_type",
  t."size_bytes" as "size_bytes",
  t."digest" as "digest",
  t."width" as "width",
  t."height" as "height",
  t."tags" as "tags",
  t."custom_fields" as "custom_fields",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by,
  (pg_size_pretty(t.size_bytes::bigint)) as "file_size_display"
from "file" t where t.tenant_id = $1 and $2::text is not null
  and t.organization_id = any($3::uuid[])
  and (t."original_filename"::text ilike $4::text)
order by t.created_at desc, t.id desc
limit $5::integer offset $6::integer;
