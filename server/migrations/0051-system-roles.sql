-- The roles of the standard, which every tenant may give and none may change (RULINGS 3).

-- Each line gives a role some verbs on some records of a module; `view` of what any screen needs comes with
-- every role. Whoever exports takes data out of the house, so only those may whose work it is. A test proves
-- that each permission exists.
with base (module, records) as (values
  ('common', 'address country currency unit unitconversion tag customfielddefinition file status'),
  ('organization', 'organizationtype organization'),
  ('contact', 'partner person paymentterm pricingtier'),
  ('products', 'category product productimage taxcategory'),
  ('inventory', 'warehouse stocklevel'),
  ('printing', 'printeddocument')
), lines (role, module, verbs, records) as (values
  -- Sells: up to the draft of delivery and invoice. Sees prices, does not make them.
  ('sales', 'common', 'add change', 'address file tag'),
  ('sales', 'contact', 'add change delete', 'partner person'),
  ('sales', 'contact', 'view', 'partnercompany'),
  ('sales', 'products', 'view', 'pricelist price productcompany taxrate taxjurisdiction'),
  ('sales', 'inventory', 'view', 'productwarehouse lot'),
  ('sales', 'sales', 'view add change delete', 'quotation salesorder customerreturn'),
  ('sales', 'sales', 'send revise accept reject expire', 'quotation'),
  ('sales', 'sales', 'confirm amend close cancel', 'salesorder'),
  ('sales', 'sales', 'view', 'availability'),
  ('sales', 'sales', 'view add change delete', 'delivery invoice'),
  ('sales', 'sales', 'view', 'openitem payment'),
  ('sales', 'printing', 'add', 'printeddocument'),
  ('sales', 'contact', 'export', 'partner person'),
  ('sales', 'products', 'export', 'product price'),
  ('sales', 'sales', 'export', 'quotation salesorder delivery invoice openitem customerreturn'),
  -- Moves goods: receives, picks, ships, counts. Sees what was ordered, not what it costs.
  ('warehouse', 'common', 'add', 'address file tag'),
  ('warehouse', 'inventory', 'view add change delete',
    'warehouse stocklocation productwarehouse lot goodsreceipt stocktransfer stockcount'),
  ('warehouse', 'inventory', 'view', 'stockmove stockbalance'),
  ('warehouse', 'inventory', 'post cancel', 'goodsreceipt stockcount'),
  ('warehouse', 'inventory', 'ship receive cancel', 'stocktransfer'),
  ('warehouse', 'sales', 'view', 'salesorder availability'),
  ('warehouse', 'sales', 'view add change ready reset ship cancel', 'delivery'),
  ('warehouse', 'sales', 'view add change receive close', 'customerreturn'),
  ('warehouse', 'printing', 'add', 'printeddocument'),
  ('warehouse', 'inventory', 'export',
    'warehouse stocklocation productwarehouse lot goodsreceipt stocktransfer stockcount stockmove
    stockbalance stocklevel'),
  ('warehouse', 'inventory', 'import', 'stocklocation productwarehouse stockcount'),
  ('warehouse', 'sales', 'export', 'delivery'),
  ('warehouse', 'transfer', 'view', 'datajob datajobrow'),
  -- Buys and keeps the catalogue.
  ('purchasing', 'common', 'add change', 'address file tag unit unitconversion'),
  ('purchasing', 'contact', 'add change', 'partner person'),
  ('purchasing', 'contact', 'view', 'partnercompany'),
  ('purchasing', 'products', 'add change delete', 'category product productimage'),
  ('purchasing', 'products', 'activate discontinue reset', 'product'),
  ('purchasing', 'products', 'view add change', 'productcompany'),
  ('purchasing', 'products', 'view', 'pricelist price taxrate taxjurisdiction'),
  ('purchasing', 'inventory', 'view', 'stocklocation stockmove stockbalance stocktransfer stockcount'),
  ('purchasing', 'inventory', 'view add change', 'productwarehouse lot'),
  ('purchasing', 'inventory', 'view add change delete post cancel', 'goodsreceipt'),
  ('purchasing', 'sales', 'view', 'salesorder availability'),
  ('purchasing', 'common', 'import export', 'unit unitconversion'),
  ('purchasing', 'contact', 'import export', 'partner person'),
  ('purchasing', 'products', 'import export', 'category product productcompany'),
  ('purchasing', 'inventory', 'import export', 'productwarehouse lot goodsreceipt'),
  ('purchasing', 'inventory', 'export', 'stockbalance stocklevel'),
  ('purchasing', 'transfer', 'view', 'datajob datajobrow'),
  -- Bills, collects, and answers for prices, taxes and terms.
  ('accounts', 'common', 'add change', 'address file tag'),
  ('accounts', 'organization', 'view add change delete', 'vatregistration bankaccount fiscalyear'),
  ('accounts', 'contact', 'add change', 'partner person'),
  ('accounts', 'contact', 'view add change delete', 'partnercompany paymentterm pricingtier'),
  ('accounts', 'products', 'view add change delete', 'productcompany pricelist price taxcategory taxrate'),
  ('accounts', 'products', 'view', 'taxjurisdiction'),
  ('accounts', 'inventory', 'view', 'stocklocation stockmove stockbalance productwarehouse lot goodsreceipt'),
  ('accounts', 'sales', 'view', 'quotation salesorder delivery customerreturn openitem'),
  ('accounts', 'sales', 'approve', 'quotation salesorder'),
  ('accounts', 'sales', 'view add change delete post cancel', 'invoice'),
  ('accounts', 'sales', 'view add change delete', 'payment'),
  ('accounts', 'printing', 'add', 'printeddocument'),
  ('accounts', 'contact', 'import export', 'partner person partnercompany paymentterm pricingtier'),
  ('accounts', 'products', 'import export', 'productcompany pricelist price taxcategory taxrate'),
  ('accounts', 'inventory', 'export', 'stockmove stockbalance goodsreceipt'),
  ('accounts', 'sales', 'export', 'quotation salesorder delivery invoice openitem payment customerreturn'),
  ('accounts', 'sales', 'import', 'payment'),
  ('accounts', 'transfer', 'view', 'datajob datajobrow'),
  -- Looks at the business, not at people's rights and not at the trail of what they did.
  ('viewer', 'contact', 'view', 'partnercompany'),
  ('viewer', 'organization', 'view', 'vatregistration bankaccount fiscalyear'),
  ('viewer', 'products', 'view', 'productcompany pricelist price taxrate taxjurisdiction'),
  ('viewer', 'inventory', 'view',
    'stocklocation productwarehouse lot stockmove stockbalance goodsreceipt stocktransfer stockcount'),
  ('viewer', 'sales', 'view', 'quotation salesorder delivery invoice openitem payment customerreturn')
), roles (code, name, german, description, discount_limit) as (values
  ('sales', 'Sales', 'Verkauf', 'Quotations, orders, and the drafts of deliveries and invoices.', 10),
  ('warehouse', 'Warehouse', 'Lager', 'Receipts, picking, shipping, transfers and counts.', 0),
  ('purchasing', 'Purchasing', 'Einkauf', 'Suppliers, receipts, and the catalogue.', 0),
  ('accounts', 'Accounts', 'Buchhaltung', 'Invoices, payments, prices, taxes and terms.', 100),
  ('viewer', 'Viewer', 'Nur lesen', 'Reads the business, changes nothing.', 0)
), granted (role, permission) as (
  select r.code, b.module || '.view_' || record
  from roles r, base b, string_to_table(b.records, ' ') record
  union
  select l.role, l.module || '.' || verb || '_' || record
  from lines l, string_to_table(l.verbs, ' ') verb, regexp_split_to_table(l.records, '\s+') record
)
insert into role (code, name, title, description, discount_limit, permissions)
select r.code, r.name, jsonb_build_object('en', r.name, 'de', r.german), r.description, r.discount_limit,
  (select jsonb_agg(g.permission order by g.permission) from granted g where g.role = r.code)
from roles r
on conflict do nothing;

insert into role (code, name, title, description, permissions) values
  ('administrator', 'Administrator', '{"en": "Administrator", "de": "Verwaltung"}',
    'May do everything, in the organizations of the membership.', '["*"]')
on conflict do nothing;
