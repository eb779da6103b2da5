-- How a transaction of the server begins and ends: one statement each, however much there is to say.

-- The settings of the request, local to the transaction; then its key, if it has one. A twin with the same key
-- waits here, holding nothing else, until the first has committed, and is given what that one answered.
create function kontor.open_call(p_tenant_id text, p_organization_id text, p_organization_ids text,
  p_use_ids text, p_user_id text, p_now text, p_key text)
returns table (route text, body_digest bytea, status integer, answer bytea)
language plpgsql
as $$
declare
  said text;
begin
  -- Expressions, not statements: PostgreSQL evaluates them where they stand, without a plan to start.
  said := set_config('erp.tenant_id', p_tenant_id, true) || set_config('erp.org_id', p_organization_id, true)
    || set_config('erp.org_ids', p_organization_ids, true) || set_config('erp.use_ids', p_use_ids, true)
    || set_config('erp.user_id', p_user_id, true) || set_config('erp.now', p_now, true);
  if p_key is null then
    return;
  end if;
  said := pg_advisory_xact_lock(hashtextextended(p_tenant_id || p_user_id || p_key, 25));
  return query
    select k.route, k.body_digest, k.status, k.answer
    from idempotency_key k
    where k.tenant_id = p_tenant_id::uuid and k.account_id = p_user_id::uuid and k.key = p_key;
end
$$;

-- The trail, the events and the answer to be repeated, each only where there is any (DOMAIN 22, 23, 25).
create function kontor.close_call(p_trail jsonb, p_personal jsonb, p_actor_name text, p_context jsonb,
  p_events jsonb, p_key text, p_route text, p_body_digest bytea, p_status integer, p_answer bytea)
returns void
language plpgsql
as $$
declare
  own_tenant constant uuid := kontor.tenant_id();
  caller constant uuid := kontor.user_id();
begin
  if p_trail is not null then
    insert into audit_log (id, tenant_id, organization_id, user_id, actor_name, action, record, record_id,
      record_label, changes, context)
    select r.id, own_tenant, r.organization_id, caller, p_actor_name, r.action, r.record, r.record_id,
      left(r.label, 255), r.changes, p_context || coalesce(r.context, '{}')
    from jsonb_to_recordset(p_trail) as r(id uuid, organization_id uuid, action text, record text,
      record_id text, label text, changes jsonb, context jsonb);
  end if;
  if p_personal is not null then
    insert into audit_personal (tenant_id, audit_id, field, side, salt, value)
    select own_tenant, r.audit_id, r.field, r.side, decode(r.salt, 'hex'), r.value
    from jsonb_to_recordset(p_personal) as r(audit_id uuid, field text, side text, salt text, value jsonb);
  end if;
  if p_events is not null then
    insert into outbox_event (tenant_id, organization_id, event, record, record_id, payload, user_id)
    select own_tenant, r.organization_id, r.name, r.record, r.record_id, r.payload, caller
    from jsonb_to_recordset(p_events) as r(organization_id uuid, name text, record text, record_id uuid,
      payload jsonb);
  end if;
  if p_key is not null then
    insert into idempotency_key (tenant_id, account_id, key, route, body_digest, status, answer)
    values (own_tenant, caller, p_key, p_route, p_body_digest, p_status, p_answer);
  end if;
end
$$;
