-- Files are read as they are written: 1234.56 and 2026-12-31 as programs do, or as people do in German or English.
alter table data_job
  add column notation text not null default 'plain',
  add constraint ck_data_job__notation check (notation in ('plain', 'de', 'en'));

-- A sign means one unit, so that a file can say it: Stk and pcs are EA.
update unit set symbol = 'piece', symbols = '{"en": "piece", "de": "Teil"}' where tenant_id is null and code = 'PCE';
