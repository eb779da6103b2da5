-- Segregation of duties: rules over what no one person should hold together, and documented exceptions.

create table duty_rule (
  id uuid not null default uuidv7(),
  tenant_id uuid,
  code text not null,
  code_lower text collate "C" not null generated always as (lower(code)) stored,
  name text not null,
  title jsonb not null default '{}',
  description text not null default '',
  one_side jsonb not null default '[]',
  other_side jsonb not null default '[]',
  response text not null default 'approve',
  binds_administrators boolean not null default false,
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_duty_rule primary key (id),
  constraint uq_duty_rule__code unique nulls not distinct (tenant_id, code_lower),
  constraint ck_duty_rule__code check (char_length(code) between 1 and 50),
  constraint ck_duty_rule__name check (char_length(name) between 1 and 200),
  constraint ck_duty_rule__title check (jsonb_typeof(title) = 'object'),
  constraint ck_duty_rule__description check (char_length(description) <= 20000),
  constraint ck_duty_rule__one_side check (jsonb_typeof(one_side) = 'array'),
  constraint ck_duty_rule__other_side check (jsonb_typeof(other_side) = 'array'),
  constraint ck_duty_rule__response check (response in ('refuse', 'approve', 'report'))
);
create index ix_duty_rule__code on duty_rule (tenant_id, code_lower, id);
create index ix_duty_rule__name on duty_rule (tenant_id, name, id);
create index ix_duty_rule__response on duty_rule (tenant_id, response, code_lower, id);
create index ix_duty_rule__is_active on duty_rule (tenant_id, is_active, code_lower, id);
call kontor.protect('duty_rule', 'tenant');

create table duty_exception (
  id uuid not null default uuidv7(),
  tenant_id uuid not null,
  user_id uuid not null,
  rule_id uuid not null,
  reason text not null,
  ends_at timestamptz,
  status text not null default 'requested',
  asked_by_id uuid,
  decided_by_id uuid,
  decided_at timestamptz,
  decision text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  constraint pk_duty_exception primary key (tenant_id, id),
  constraint fk_duty_exception__user foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  constraint fk_duty_exception__rule foreign key (rule_id) references duty_rule (id),
  constraint fk_duty_exception__asked_by foreign key (tenant_id, asked_by_id)
    references user_account (tenant_id, id),
  constraint fk_duty_exception__decided_by foreign key (tenant_id, decided_by_id)
    references user_account (tenant_id, id),
  constraint ck_duty_exception__reason check (char_length(reason) between 1 and 1000),
  constraint ck_duty_exception__status check (status in ('requested', 'approved', 'rejected', 'ended')),
  constraint ck_duty_exception__decision check (char_length(decision) <= 1000),
  -- Nobody excuses himself.
  constraint ck_duty_exception__decided_by check (
    status <> 'approved' or decided_by_id <> user_id and decided_by_id <> asked_by_id)
);
create index ix_duty_exception__user on duty_exception (tenant_id, user_id, created_at, id);
create index ix_duty_exception__rule on duty_exception (rule_id, tenant_id, created_at, id);
create index ix_duty_exception__status on duty_exception (tenant_id, status, created_at, id);
create index ix_duty_exception__created_at on duty_exception (tenant_id, created_at, id);
create index ix_duty_exception__ends_at on duty_exception (tenant_id, ends_at, id);
call kontor.index_references('duty_exception');
call kontor.protect('duty_exception', 'tenant');
call kontor.guard_references('duty_exception', '{"rule_id": "duty_rule"}');

-- The rules of the standard. What a role of the standard holds by itself, as a small company needs it, is
-- reported; the rest asks for somebody else's approval. A rule of your own with the same code is stricter or
-- milder in its place. A test proves that each permission exists.
insert into duty_rule (code, response, name, title, description, one_side, other_side)
select code, response, name, jsonb_build_object('en', name, 'de', german), description,
  to_jsonb(string_to_array(one, ' ')), to_jsonb(string_to_array(other, ' '))
from (values
  ('ship_and_invoice', 'approve', 'Ship goods and post their invoice', 'Ware versenden und berechnen',
    'Goods could leave the house without being billed, or be billed without leaving it.',
    'sales.ship_delivery', 'sales.post_invoice'),
  ('take_back_and_credit', 'approve', 'Take goods back and credit them', 'Ware zurücknehmen und gutschreiben',
    'Goods that never came back could be credited.',
    'sales.receive_customerreturn', 'sales.post_invoice sales.cancel_invoice'),
  ('users_and_audit', 'approve', 'Manage users and review the audit trail',
    'Benutzer verwalten und Protokoll prüfen', 'Who gives rights would judge how they are used.',
    'user.add_useraccount user.change_useraccount user.add_role user.change_role', 'audit.view_auditlog'),
  ('roles_and_assignments', 'approve', 'Define roles and assign them', 'Rollen festlegen und zuweisen',
    'Rights could be made and handed out unseen.', 'user.add_role user.change_role',
    'user.add_roleassignment organization.add_organizationmembership organization.change_organizationmembership'),
  ('users_and_payments', 'approve', 'Manage users and enter payments',
    'Benutzer verwalten und Zahlungen erfassen', 'An account made up could be paid through.',
    'user.add_useraccount user.change_useraccount', 'sales.add_payment'),
  ('assign_and_approve', 'report', 'Assign roles and approve assignments', 'Rollen zuweisen und freigeben',
    'Nobody approves his own assignment anyway; two could approve for one another.',
    'user.add_roleassignment', 'user.approve_roleassignment'),
  ('partner_and_payment', 'report', 'Create partners and enter payments', 'Partner anlegen und Zahlungen erfassen',
    'A partner made up could be paid.', 'contact.add_partner contact.change_partner', 'sales.add_payment'),
  ('invoice_and_payment', 'report', 'Make invoices and enter payments',
    'Rechnungen stellen und Zahlungen erfassen', 'Money received could be hidden behind an invoice.',
    'sales.add_invoice sales.post_invoice', 'sales.add_payment'),
  ('credit_and_payment', 'report', 'Cancel invoices and enter payments',
    'Rechnungen stornieren und Zahlungen erfassen', 'A payment could be kept and its invoice cancelled.',
    'sales.cancel_invoice', 'sales.add_payment'),
  ('bank_and_payment', 'report', 'Change bank accounts and enter payments',
    'Bankkonten ändern und Zahlungen erfassen', 'Money could be led to another account.',
    'organization.add_bankaccount organization.change_bankaccount', 'sales.add_payment'),
  ('sell_and_approve', 'report', 'Sell and approve special prices', 'Verkaufen und Sonderpreise freigeben',
    'A discount beyond the limit should be approved by somebody else.',
    'sales.add_quotation sales.change_quotation sales.add_salesorder sales.change_salesorder',
    'sales.approve_quotation sales.approve_salesorder'),
  ('price_and_sell', 'report', 'Make prices and sell by them', 'Preise festlegen und danach verkaufen',
    'A price could be lowered for one order.', 'products.add_price products.change_price',
    'sales.add_salesorder sales.change_salesorder'),
  ('order_and_receive', 'report', 'Keep the catalogue and post receipts',
    'Katalog pflegen und Wareneingänge buchen', 'Goods that never came could be entered.',
    'products.add_product contact.add_partner', 'inventory.post_goodsreceipt'),
  ('receive_and_count', 'report', 'Post receipts and stock counts', 'Wareneingänge und Zählungen buchen',
    'What is missing could be counted away.', 'inventory.post_goodsreceipt', 'inventory.post_stockcount'),
  ('ship_and_count', 'report', 'Ship goods and post stock counts', 'Ware versenden und Zählungen buchen',
    'What was taken could be counted away.', 'sales.ship_delivery', 'inventory.post_stockcount'),
  ('record_and_release', 'report', 'Record lots and release them', 'Chargen erfassen und freigeben',
    'Who makes a lot should not judge it.', 'inventory.add_lot', 'inventory.change_lot')
) rules (code, response, name, german, description, one, other);

-- Who leads others sees where their duties collide.
update role set permissions = permissions
  || '["user.report_duties", "user.view_dutyrule", "user.view_dutyexception"]'::jsonb
where tenant_id is null and code = 'manager';
