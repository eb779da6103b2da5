-- A role has a name of its own, as it has a code (ROL-03).

alter table role
  add column name_lower text collate "C" not null generated always as (lower(name)) stored,
  add constraint uq_role__name unique nulls not distinct (tenant_id, name_lower);
