-- Accounts that keep in step with a directory: how often, what becomes of new people and of those who are gone.

alter table sign_in_provider
  add column username_attribute text not null default 'uid',
  add column synchronizes text not null default 'never',
  add column new_people text not null default 'stay_out',
  add column gone_people text not null default 'keep',
  add column synchronized_at timestamptz,
  add constraint ck_sign_in_provider__username_attribute check (char_length(username_attribute) between 1 and 100),
  add constraint ck_sign_in_provider__synchronizes check (synchronizes in ('never', 'hourly', 'daily')),
  add constraint ck_sign_in_provider__new_people check (new_people in
    ('stay_out', 'wait_for_approval', 'get_an_account')),
  add constraint ck_sign_in_provider__gone_people check (gone_people in ('keep', 'suspend', 'deactivate'));

-- One person of a directory more: at once with the role of new people, or waiting for somebody's approval. Null
-- where somebody has the name already.
create function kontor.add_directory_person(p_provider_id uuid, p_subject text, p_username text, p_name text,
  p_email text, p_now timestamptz, p_context jsonb) returns uuid
language plpgsql
as $$
declare
  provider sign_in_provider;
  made uuid;
begin
  select * into provider from sign_in_provider p
  where p.tenant_id = kontor.tenant_id() and p.id = p_provider_id and p.is_active;
  if provider.new_people = 'get_an_account' then
    made := kontor.provision_user(provider, p_email, p_username, p_name, p_now);
  else
    insert into user_account (tenant_id, username, display_name, email, status, created_at, updated_at)
    values (provider.tenant_id, left(p_username, 150), left(p_name, 150), p_email, 'pending_approval', p_now, p_now)
    on conflict do nothing
    returning id into made;
    insert into audit_log (tenant_id, actor_name, action, record, record_id, record_label)
    select provider.tenant_id, provider.name, 'CREATE', 'user.user_account', made::text, p_username
    where made is not null;
  end if;
  if made is not null then
    perform kontor.link_identity(provider.id, made, p_subject, p_now, p_context);
    update external_identity set last_used_at = null
    where tenant_id = provider.tenant_id and provider_id = provider.id and subject = p_subject;
  end if;
  return made;
end
$$;
call kontor.define_as('kontor_directory',
  'kontor.add_directory_person(uuid, text, text, text, text, timestamptz, jsonb)');
call kontor.open_to_application(
  'kontor.add_directory_person(uuid, text, text, text, text, timestamptz, jsonb)');
