-- Value-added tax of Europe by law of its day, and the codes of supplies that go untaxed (EN 16931, VATEX).

insert into tax_rate (code, name, jurisdiction_id, tax_category_id, category, rate, valid_from, valid_to)
select place.code || case class.code when 'ZERO' then '-Z-' else '-S-' end || listed.percent,
  place.name || ' ' || listed.percent || ' %', place.id, class.id,
  case class.code when 'ZERO' then 'Z' else 'S' end, listed.rate, listed.valid_from, listed.valid_to
from (values
  ('AT', 'STANDARD', '20', 0.20, null::date, null::date), ('AT', 'REDUCED', '10', 0.10, null, null),
  ('AT', 'REDUCED_2', '13', 0.13, null, null), ('BE', 'STANDARD', '21', 0.21, null, null),
  ('BE', 'REDUCED', '6', 0.06, null, null), ('BE', 'REDUCED_2', '12', 0.12, null, null),
  ('BG', 'STANDARD', '20', 0.20, null, null), ('BG', 'REDUCED', '9', 0.09, null, null),
  ('CH', 'STANDARD', '8.1', 0.081, date '2024-01-01', null),
  ('CH', 'REDUCED', '2.6', 0.026, date '2024-01-01', null),
  ('CH', 'REDUCED_2', '3.8', 0.038, date '2024-01-01', null), ('CY', 'STANDARD', '19', 0.19, null, null),
  ('CY', 'REDUCED', '5', 0.05, null, null), ('CY', 'REDUCED_2', '9', 0.09, null, null),
  ('CY', 'REDUCED_3', '3', 0.03, null, null), ('CZ', 'STANDARD', '21', 0.21, null, null),
  ('CZ', 'REDUCED', '12', 0.12, null, null),
  ('DE', 'STANDARD', '19', 0.19, date '2007-01-01', date '2020-06-30'),
  ('DE', 'REDUCED', '7', 0.07, null, date '2020-06-30'),
  ('DE', 'STANDARD', '16', 0.16, date '2020-07-01', date '2020-12-31'),
  ('DE', 'REDUCED', '5', 0.05, date '2020-07-01', date '2020-12-31'),
  ('DE', 'STANDARD', '19', 0.19, date '2021-01-01', null),
  ('DE', 'REDUCED', '7', 0.07, date '2021-01-01', null), ('DE', 'ZERO', '0', 0.00, date '2023-01-01', null),
  ('DK', 'STANDARD', '25', 0.25, null, null),
  ('EE', 'STANDARD', '22', 0.22, date '2024-01-01', date '2025-06-30'),
  ('EE', 'STANDARD', '24', 0.24, date '2025-07-01', null), ('EE', 'REDUCED', '9', 0.09, null, null),
  ('EE', 'REDUCED_2', '13', 0.13, date '2025-01-01', null), ('ES', 'STANDARD', '21', 0.21, null, null),
  ('ES', 'REDUCED', '10', 0.10, null, null), ('ES', 'REDUCED_2', '4', 0.04, null, null),
  ('FI', 'STANDARD', '25.5', 0.255, date '2024-09-01', null),
  ('FI', 'REDUCED', '14', 0.14, null, date '2025-12-31'),
  ('FI', 'REDUCED', '13.5', 0.135, date '2026-01-01', null), ('FI', 'REDUCED_2', '10', 0.10, null, null),
  ('FI', 'ZERO', '0', 0.00, null, null), ('FR', 'STANDARD', '20', 0.20, null, null),
  ('FR', 'REDUCED', '5.5', 0.055, null, null), ('FR', 'REDUCED_2', '10', 0.10, null, null),
  ('FR', 'REDUCED_3', '2.1', 0.021, null, null), ('GB', 'STANDARD', '20', 0.20, null, null),
  ('GB', 'REDUCED', '5', 0.05, null, null), ('GB', 'ZERO', '0', 0.00, null, null),
  ('GR', 'STANDARD', '24', 0.24, null, null), ('GR', 'REDUCED', '13', 0.13, null, null),
  ('GR', 'REDUCED_2', '6', 0.06, null, null), ('HR', 'STANDARD', '25', 0.25, null, null),
  ('HR', 'REDUCED', '13', 0.13, null, null), ('HR', 'REDUCED_2', '5', 0.05, null, null),
  ('HU', 'STANDARD', '27', 0.27, null, null), ('HU', 'REDUCED', '5', 0.05, null, null),
  ('HU', 'REDUCED_2', '18', 0.18, null, null), ('IE', 'STANDARD', '23', 0.23, null, null),
  ('IE', 'REDUCED', '13.5', 0.135, null, null), ('IE', 'REDUCED_2', '9', 0.09, null, null),
  ('IE', 'ZERO', '0', 0.00, null, null), ('IT', 'STANDARD', '22', 0.22, null, null),
  ('IT', 'REDUCED', '10', 0.10, null, null), ('IT', 'REDUCED_2', '5', 0.05, null, null),
  ('IT', 'REDUCED_3', '4', 0.04, null, null), ('LT', 'STANDARD', '21', 0.21, null, null),
  ('LT', 'REDUCED', '9', 0.09, null, date '2025-12-31'),
  ('LT', 'REDUCED', '12', 0.12, date '2026-01-01', null), ('LT', 'REDUCED_2', '5', 0.05, null, null),
  ('LU', 'STANDARD', '17', 0.17, null, null), ('LU', 'REDUCED', '8', 0.08, null, null),
  ('LU', 'REDUCED_2', '14', 0.14, null, null), ('LU', 'REDUCED_3', '3', 0.03, null, null),
  ('LV', 'STANDARD', '21', 0.21, null, null), ('LV', 'REDUCED', '12', 0.12, null, null),
  ('LV', 'REDUCED_2', '5', 0.05, null, null), ('MT', 'STANDARD', '18', 0.18, null, null),
  ('MT', 'REDUCED', '5', 0.05, null, null), ('MT', 'REDUCED_2', '7', 0.07, null, null),
  ('MT', 'REDUCED_3', '12', 0.12, null, null), ('MT', 'ZERO', '0', 0.00, null, null),
  ('NL', 'STANDARD', '21', 0.21, null, null), ('NL', 'REDUCED', '9', 0.09, null, null),
  ('NO', 'STANDARD', '25', 0.25, null, null), ('NO', 'REDUCED', '15', 0.15, null, null),
  ('NO', 'REDUCED_2', '12', 0.12, null, null), ('PL', 'STANDARD', '23', 0.23, null, null),
  ('PL', 'REDUCED', '8', 0.08, null, null), ('PL', 'REDUCED_2', '5', 0.05, null, null),
  ('PT', 'STANDARD', '23', 0.23, null, null), ('PT', 'REDUCED', '6', 0.06, null, null),
  ('PT', 'REDUCED_2', '13', 0.13, null, null),
  ('RO', 'STANDARD', '19', 0.19, date '2017-01-01', date '2025-07-31'),
  ('RO', 'STANDARD', '21', 0.21, date '2025-08-01', null),
  ('RO', 'REDUCED', '9', 0.09, null, date '2025-07-31'),
  ('RO', 'REDUCED', '11', 0.11, date '2025-08-01', null), ('SE', 'STANDARD', '25', 0.25, null, null),
  ('SE', 'REDUCED', '12', 0.12, null, null), ('SE', 'REDUCED_2', '6', 0.06, null, null),
  ('SE', 'ZERO', '0', 0.00, null, null), ('SI', 'STANDARD', '22', 0.22, null, null),
  ('SI', 'REDUCED', '9.5', 0.095, null, null), ('SI', 'REDUCED_2', '5', 0.05, null, null),
  ('SK', 'STANDARD', '20', 0.20, date '2011-01-01', date '2024-12-31'),
  ('SK', 'STANDARD', '23', 0.23, date '2025-01-01', null),
  ('SK', 'REDUCED', '10', 0.10, null, date '2024-12-31'),
  ('SK', 'REDUCED', '19', 0.19, date '2025-01-01', null),
  ('SK', 'REDUCED_2', '5', 0.05, date '2025-01-01', null)
) listed (country, class, percent, rate, valid_from, valid_to)
join tax_jurisdiction place on place.code = listed.country
join tax_category class on class.tenant_id is null and class.code = listed.class
on conflict do nothing;

-- In each country of the Union: exempt by its own law, delivered to a business in another member country,
-- exported, owed by the customer, and outside the tax.
insert into tax_rate (code, name, jurisdiction_id, tax_category_id, category, rate, exemption_code,
  exemption_text)
select place.code || '-' || kind.category, place.name || ': ' || kind.name, place.id, class.id, kind.category,
  0, kind.exemption_code, jsonb_build_object('en', kind.english, 'de', kind.german)
from country member
join tax_jurisdiction place on place.code = member.code
cross join (values
  ('E', 'exempt', 'EXEMPT', null,
    'Exempt from VAT', 'Umsatzsteuerfrei'),
  ('K', 'intra-Community supply', null, 'VATEX-EU-IC',
    'Tax-exempt intra-Community supply', 'Steuerfreie innergemeinschaftliche Lieferung'),
  ('G', 'export', null, 'VATEX-EU-G',
    'Tax-exempt export outside the European Union', 'Steuerfreie Ausfuhrlieferung'),
  ('AE', 'reverse charge', null, 'VATEX-EU-AE',
    'Reverse charge: the customer owes the VAT', 'Steuerschuldnerschaft des Leistungsempfängers'),
  ('O', 'not subject to VAT', null, 'VATEX-EU-O',
    'Not subject to VAT', 'Nicht steuerbar')
) kind (category, name, class, exemption_code, english, german)
left join tax_category class on class.tenant_id is null and class.code = kind.class
where member.is_european_union
on conflict do nothing;

-- The keys by which German book-keepers post the usual ones.
update tax_rate rate set book_keeping_key = known.key
from (values ('DE-S-19', '3'), ('DE-S-7', '2')) known (code, key)
where rate.tenant_id is null and rate.code = known.code and rate.book_keeping_key is null;
