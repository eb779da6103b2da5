-- Reference data as of November 2026: a currency of account, rates that came and went, keys of book-keepers.

-- ISO 4217, amendment 179 of 12 May 2025; a unit of account like the special drawing right, not money.
insert into currency (code, name, symbol, numeric_code, decimal_places, is_active)
values ('XAD', 'Arab Accounting Dinar', '', '396', 2, false)
on conflict do nothing;

-- Austria: decided by the council of ministers on 28 January 2026 for staple foods from 1 July; the number of the
-- law in the gazette was not looked up. Ireland: livestock, section 46 of its VAT act. The others stand before
-- rates that already have a first day.
insert into tax_rate (code, name, jurisdiction_id, tax_category_id, category, rate, valid_from, valid_to)
select place.code || '-S-' || listed.percent, place.name || ' ' || listed.percent || ' %', place.id, class.id,
  'S', listed.percent::numeric / 100, listed.valid_from, listed.valid_to
from (values
  ('AT', 'REDUCED_3', '4.9', date '2026-07-01', null::date),
  ('CH', 'STANDARD', '7.7', date '2018-01-01', date '2023-12-31'),
  ('CH', 'REDUCED', '2.5', date '2018-01-01', date '2023-12-31'),
  ('CH', 'REDUCED_2', '3.7', date '2018-01-01', date '2023-12-31'),
  ('EE', 'STANDARD', '20', date '2009-07-01', date '2023-12-31'),
  ('FI', 'STANDARD', '24', date '2013-01-01', date '2024-08-31'),
  ('IE', 'REDUCED_3', '4.8', null, null),
  ('RO', 'REDUCED_2', '5', null, date '2025-07-31')
) listed (country, class, percent, valid_from, valid_to)
join tax_jurisdiction place on place.code = listed.country
join tax_category class on class.tenant_id is null and class.code = listed.class
on conflict do nothing;

-- Supplies of the second half of 2020 that are booked since 2021; within that half-year 3 and 2 stood for them.
update tax_rate rate set book_keeping_key = known.key
from (values ('DE-S-16', '5'), ('DE-S-5', '4')) known (code, key)
where rate.tenant_id is null and rate.code = known.code and rate.book_keeping_key is null;
