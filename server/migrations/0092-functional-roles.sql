-- The core and functional roles of the standard, beside the six that a small company begins with.

-- Reports are permissions of their own: `<module>.report_<name>`.
update role r set permissions = r.permissions || reports.codes
from (values
  ('sales', '["overview.report_open_work"]'::jsonb),
  ('warehouse', '["overview.report_open_work", "inventory.report_stock"]'),
  ('purchasing', '["overview.report_open_work", "inventory.report_stock"]'),
  ('accounts', '["overview.report_open_work", "inventory.report_stock"]'),
  ('viewer', '["overview.report_open_work", "inventory.report_stock"]')
) reports (code, codes)
where r.tenant_id is null and r.code = reports.code;

with base (module, records) as (values
  ('common', 'address country currency unit unitconversion tag customfielddefinition file status'),
  ('organization', 'organizationtype organization'),
  ('contact', 'partner person paymentterm pricingtier'),
  ('products', 'category product productimage taxcategory'),
  ('inventory', 'warehouse stocklevel'),
  ('printing', 'printeddocument'),
  ('user', 'useraccount')
), lines (role, module, verbs, records) as (values
  ('sales_manager', 'sales', 'approve', 'quotation salesorder'),
  ('sales_manager', 'products', 'add change', 'pricelist price'),
  ('sales_manager', 'contact', 'view change', 'pricingtier partnercompany'),
  ('sales_manager', 'sales', 'export', 'payment'),
  ('production_planner', 'products', 'view', 'productcompany'),
  ('production_planner', 'products', 'export', 'product'),
  ('production_planner', 'inventory', 'view',
    'stocklocation productwarehouse lot stockmove stockbalance goodsreceipt stocktransfer'),
  ('production_planner', 'inventory', 'add change', 'productwarehouse stocktransfer'),
  ('production_planner', 'inventory', 'export', 'stockbalance stocklevel productwarehouse'),
  ('production_planner', 'sales', 'view', 'salesorder availability'),
  ('production_manager', 'inventory', 'ship receive cancel', 'stocktransfer'),
  ('production_manager', 'inventory', 'add change', 'lot'),
  ('production_manager', 'products', 'change', 'product productcompany'),
  ('warehouse_clerk', 'common', 'add', 'address file tag'),
  ('warehouse_clerk', 'inventory', 'view', 'stocklocation productwarehouse lot stockmove stockbalance'),
  ('warehouse_clerk', 'inventory', 'view add change', 'goodsreceipt stocktransfer stockcount'),
  ('warehouse_clerk', 'inventory', 'add', 'lot'),
  ('warehouse_clerk', 'inventory', 'post', 'goodsreceipt'),
  ('warehouse_clerk', 'inventory', 'ship receive', 'stocktransfer'),
  ('warehouse_clerk', 'sales', 'view', 'salesorder availability'),
  ('warehouse_clerk', 'sales', 'view ready ship', 'delivery'),
  ('warehouse_clerk', 'printing', 'add', 'printeddocument'),
  ('finance_user', 'sales', 'view export', 'invoice openitem payment'),
  ('finance_user', 'contact', 'view', 'partnercompany'),
  ('finance_user', 'products', 'view', 'taxrate taxjurisdiction'),
  ('marketing_user', 'common', 'add change', 'file tag'),
  ('marketing_user', 'products', 'add change delete', 'productimage'),
  ('marketing_user', 'products', 'change', 'product category'),
  ('marketing_user', 'products', 'view', 'pricelist price'),
  ('marketing_user', 'products', 'export', 'product'),
  ('quality_assurance', 'inventory', 'view', 'stocklocation stockmove stockbalance goodsreceipt'),
  ('quality_assurance', 'inventory', 'view change', 'lot'),
  ('quality_assurance', 'inventory', 'export', 'lot stockmove'),
  ('quality_assurance', 'sales', 'view', 'customerreturn delivery'),
  ('customer_service', 'common', 'add change', 'address file tag'),
  ('customer_service', 'contact', 'add change', 'partner person'),
  ('customer_service', 'sales', 'view', 'quotation salesorder delivery invoice openitem availability'),
  ('customer_service', 'sales', 'view add change delete', 'customerreturn'),
  ('customer_service', 'printing', 'add', 'printeddocument'),
  ('operator', 'common', 'add change', 'address file tag'),
  ('operator', 'contact', 'add change', 'partner person'),
  ('operator', 'sales', 'add change', 'quotation salesorder delivery customerreturn'),
  ('operator', 'inventory', 'add change', 'goodsreceipt stocktransfer stockcount lot'),
  ('operator', 'printing', 'add', 'printeddocument'),
  ('manager', 'sales', 'send accept reject', 'quotation'),
  ('manager', 'sales', 'confirm amend close cancel approve', 'salesorder'),
  ('manager', 'sales', 'ready reset ship cancel', 'delivery'),
  ('manager', 'inventory', 'post cancel', 'goodsreceipt stockcount'),
  ('manager', 'inventory', 'ship receive cancel', 'stocktransfer'),
  ('manager', 'sales', 'view', 'availability'),
  ('manager', 'user', 'view', 'role'),
  ('manager', 'user', 'view add change approve reject end', 'roleassignment'),
  ('manager', 'organization', 'view', 'organizationmembership')
), roles (code, name, german, description, discount_limit, above) as (values
  ('operator', 'Operator', 'Sachbearbeitung', 'Enters and changes documents, decides nothing.', 0, 'viewer'),
  ('manager', 'Manager', 'Leitung',
    'Decides over documents, gives roles he holds himself, and sees who has which.', 20, 'operator'),
  ('sales_representative', 'Sales representative', 'Vertrieb', 'Customers, quotations and orders.', 10, 'sales'),
  ('sales_manager', 'Sales manager', 'Vertriebsleitung', 'Oversees sales and approves special prices.', 30,
    'sales'),
  ('production_planner', 'Production planner', 'Produktionsplanung', 'Plans what is made from what is there.',
    0, null),
  ('production_manager', 'Production manager', 'Produktionsleitung', 'Oversees production and its material.',
    0, 'production_planner'),
  ('warehouse_clerk', 'Warehouse clerk', 'Lagermitarbeit', 'Receives, moves, counts and ships goods.', 0, null),
  ('warehouse_manager', 'Warehouse manager', 'Lagerleitung', 'Oversees warehouses, transfers and counts.', 0,
    'warehouse'),
  ('purchase_officer', 'Purchase officer', 'Beschaffung', 'Suppliers, receipts, and what is bought.', 0,
    'purchasing'),
  ('finance_user', 'Finance user', 'Finanzen', 'Sees and exports invoices, follows payments.', 0, null),
  ('marketing_user', 'Marketing user', 'Marketing', 'Texts and pictures of products.', 0, null),
  ('quality_assurance', 'Quality assurance', 'Qualitätssicherung', 'Lots, their status, and what comes back.',
    0, null),
  ('customer_service', 'Customer service', 'Kundendienst', 'Inquiries of customers and returns.', 0, null)
), reports (role, code) as (
  select r.code, 'overview.report_open_work' from roles r
  union all
  select unnest(array['production_planner', 'warehouse_clerk', 'quality_assurance']), 'inventory.report_stock'
  union all
  select 'manager', 'user.explain_access'
), granted (role, permission) as (
  select r.code, b.module || '.view_' || record
  from roles r, base b, string_to_table(b.records, ' ') record
  where b.module <> 'user' or r.code = 'manager'
  union
  select l.role, l.module || '.' || verb || '_' || record
  from lines l, string_to_table(l.verbs, ' ') verb, regexp_split_to_table(l.records, '\s+') record
  union
  select role, code from reports
), made as (
  insert into role (code, name, title, description, discount_limit, is_template, permissions)
  select r.code, r.name, jsonb_build_object('en', r.name, 'de', r.german), r.description, r.discount_limit, true,
    (select jsonb_agg(g.permission order by g.permission) from granted g where g.role = r.code)
  from roles r
  returning id, code
)
insert into role_inherits (role_id, inherits_id)
select m.id, coalesce(
  (select o.id from made o where o.code = r.above),
  (select o.id from role o where o.tenant_id is null and o.code = r.above))
from made m join roles r on r.code = m.code
where r.above is not null;

insert into role (code, name, title, description, is_sensitive, permissions) values
  ('system_administrator', 'System administrator', '{"en": "System administrator", "de": "Systemverwaltung"}',
    'May do everything; who gets it must be approved by somebody else.', true, '["*"]');
