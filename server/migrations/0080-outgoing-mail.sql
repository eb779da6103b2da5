-- Mail on its way out: written in the transaction of the business that sends it, delivered by a job.

create table outgoing_mail (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  -- Whom it is for, where that is a user.
  user_id uuid,
  recipient text not null,
  subject text not null,
  -- Blanked once it is delivered: it may hold a code or a link that opens an account.
  body text not null,
  status text not null default 'waiting',
  attempts integer not null default 0,
  last_error text not null default '',
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  constraint pk_outgoing_mail primary key (tenant_id, id),
  constraint fk_outgoing_mail__user foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  constraint ck_outgoing_mail__recipient check (char_length(recipient) between 3 and 320),
  constraint ck_outgoing_mail__subject check (char_length(subject) between 1 and 500),
  constraint ck_outgoing_mail__body check (char_length(body) <= 100000),
  constraint ck_outgoing_mail__status check (status in ('waiting', 'delivered', 'failed'))
);
create index ix_outgoing_mail__user on outgoing_mail (tenant_id, user_id, created_at);
create index ix_outgoing_mail__status on outgoing_mail (tenant_id, status, created_at);
call kontor.protect('outgoing_mail', 'tenant');
-- The application sends and never reads: what stands in the mail of others opens their accounts.
revoke all on outgoing_mail from kontor_app;

-- Sends a mail of the caller's tenant once the transaction commits; tried for about a day.
create function kontor.queue_mail(p_user_id uuid, p_recipient text, p_subject text, p_body text) returns uuid
language plpgsql
as $$
declare
  mail_id constant uuid := uuidv7();
begin
  insert into outgoing_mail (id, tenant_id, user_id, recipient, subject, body)
  values (mail_id, kontor.tenant_id(), p_user_id, p_recipient, p_subject, p_body);
  perform graphile_worker.add_job('send_mail',
    json_build_object('tenant', kontor.tenant_id(), 'mail', mail_id), max_attempts => 12);
  return mail_id;
end
$$;
alter function kontor.queue_mail(uuid, text, text, text) security definer;
alter function kontor.queue_mail(uuid, text, text, text) set search_path = public, pg_temp;
revoke all on function kontor.queue_mail(uuid, text, text, text) from public;
grant execute on function kontor.queue_mail(uuid, text, text, text) to kontor_app, kontor_directory;
