-- The SQL by which countries are listed.

-- The default list.
select t.id,
  t."code" as "code",
  t."name" as "name",
  t."is_european_union" as "is_european_union",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "country" t where $1::uuid is not distinct from $1::uuid and $2::text is not null
order by t."code" asc, t.id asc
limit $3::integer offset $4::integer;

-- Searched.
select t.id,
  t."code" as "code",
  t."name" as "name",
  t."is_european_union" as "is_european_union",
  t.version,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.updated_by
from "country" t where $1::uuid is not distinct from $1::uuid and $2::text is not null
  and (t."code"::text ilike $3::text or coalesce(t."name"->>$2, t."name"->>'en', t."name"->>'de', (select value
    from jsonb_each_text(t."name") limit 1)) ilike $3::text)
order by t."code" asc, t.id asc
limit $4::integer offset $5::integer;
