-- Places whose law taxes: countries, and the states of the United States.

insert into tax_jurisdiction (code, name, jurisdiction_type) values
  ('AT', 'Austria', 'COUNTRY'), ('BE', 'Belgium', 'COUNTRY'), ('BG', 'Bulgaria', 'COUNTRY'),
  ('CY', 'Cyprus', 'COUNTRY'), ('CZ', 'Czechia', 'COUNTRY'), ('DE', 'Germany', 'COUNTRY'),
  ('DK', 'Denmark', 'COUNTRY'), ('EE', 'Estonia', 'COUNTRY'), ('ES', 'Spain', 'COUNTRY'),
  ('FI', 'Finland', 'COUNTRY'), ('FR', 'France', 'COUNTRY'), ('GR', 'Greece', 'COUNTRY'),
  ('HR', 'Croatia', 'COUNTRY'), ('HU', 'Hungary', 'COUNTRY'), ('IE', 'Ireland', 'COUNTRY'),
  ('IT', 'Italy', 'COUNTRY'), ('LT', 'Lithuania', 'COUNTRY'), ('LU', 'Luxembourg', 'COUNTRY'),
  ('LV', 'Latvia', 'COUNTRY'), ('MT', 'Malta', 'COUNTRY'), ('NL', 'Netherlands', 'COUNTRY'),
  ('PL', 'Poland', 'COUNTRY'), ('PT', 'Portugal', 'COUNTRY'), ('RO', 'Romania', 'COUNTRY'),
  ('SE', 'Sweden', 'COUNTRY'), ('SI', 'Slovenia', 'COUNTRY'), ('SK', 'Slovakia', 'COUNTRY'),
  ('GB', 'United Kingdom', 'COUNTRY'), ('CH', 'Switzerland', 'COUNTRY'), ('NO', 'Norway', 'COUNTRY'),
  ('IS', 'Iceland', 'COUNTRY'), ('LI', 'Liechtenstein', 'COUNTRY'), ('US', 'United States', 'COUNTRY'),
  ('CA', 'Canada', 'COUNTRY'), ('MX', 'Mexico', 'COUNTRY'), ('BR', 'Brazil', 'COUNTRY'),
  ('AR', 'Argentina', 'COUNTRY'), ('CL', 'Chile', 'COUNTRY'), ('CO', 'Colombia', 'COUNTRY'),
  ('PE', 'Peru', 'COUNTRY'), ('AU', 'Australia', 'COUNTRY'), ('NZ', 'New Zealand', 'COUNTRY'),
  ('JP', 'Japan', 'COUNTRY'), ('CN', 'China', 'COUNTRY'), ('HK', 'Hong Kong', 'COUNTRY'),
  ('TW', 'Taiwan', 'COUNTRY'), ('KR', 'South Korea', 'COUNTRY'), ('IN', 'India', 'COUNTRY'),
  ('ID', 'Indonesia', 'COUNTRY'), ('MY', 'Malaysia', 'COUNTRY'), ('SG', 'Singapore', 'COUNTRY'),
  ('TH', 'Thailand', 'COUNTRY'), ('VN', 'Vietnam', 'COUNTRY'), ('PH', 'Philippines', 'COUNTRY'),
  ('AE', 'United Arab Emirates', 'COUNTRY'), ('SA', 'Saudi Arabia', 'COUNTRY'), ('QA', 'Qatar', 'COUNTRY'),
  ('IL', 'Israel', 'COUNTRY'), ('TR', 'Türkiye', 'COUNTRY'), ('EG', 'Egypt', 'COUNTRY'),
  ('ZA', 'South Africa', 'COUNTRY'), ('NG', 'Nigeria', 'COUNTRY'), ('KE', 'Kenya', 'COUNTRY'),
  ('ET', 'Ethiopia', 'COUNTRY'), ('MA', 'Morocco', 'COUNTRY'), ('RU', 'Russia', 'COUNTRY'),
  ('UA', 'Ukraine', 'COUNTRY'), ('RS', 'Serbia', 'COUNTRY'), ('BA', 'Bosnia & Herzegovina', 'COUNTRY'),
  ('ME', 'Montenegro', 'COUNTRY'), ('MK', 'North Macedonia', 'COUNTRY'), ('AL', 'Albania', 'COUNTRY'),
  ('MD', 'Moldova', 'COUNTRY'), ('GE', 'Georgia', 'COUNTRY'), ('IR', 'Iran', 'COUNTRY')
on conflict do nothing;

insert into tax_jurisdiction (code, name, jurisdiction_type, parent_id)
select 'US-' || state.code, state.name, 'STATE_PROVINCE', country.id
from (values
  ('AL', 'Alabama'), ('AK', 'Alaska'), ('AZ', 'Arizona'), ('AR', 'Arkansas'), ('CA', 'California'),
  ('CO', 'Colorado'), ('CT', 'Connecticut'), ('DE', 'Delaware'), ('DC', 'District of Columbia'),
  ('FL', 'Florida'), ('GA', 'Georgia'), ('HI', 'Hawaii'), ('ID', 'Idaho'), ('IL', 'Illinois'),
  ('IN', 'Indiana'), ('IA', 'Iowa'), ('KS', 'Kansas'), ('KY', 'Kentucky'), ('LA', 'Louisiana'),
  ('ME', 'Maine'), ('MD', 'Maryland'), ('MA', 'Massachusetts'), ('MI', 'Michigan'), ('MN', 'Minnesota'),
  ('MS', 'Mississippi'), ('MO', 'Missouri'), ('MT', 'Montana'), ('NE', 'Nebraska'), ('NV', 'Nevada'),
  ('NH', 'New Hampshire'), ('NJ', 'New Jersey'), ('NM', 'New Mexico'), ('NY', 'New York'),
  ('NC', 'North Carolina'), ('ND', 'North Dakota'), ('OH', 'Ohio'), ('OK', 'Oklahoma'), ('OR', 'Oregon'),
  ('PA', 'Pennsylvania'), ('RI', 'Rhode Island'), ('SC', 'South Carolina'), ('SD', 'South Dakota'),
  ('TN', 'Tennessee'), ('TX', 'Texas'), ('UT', 'Utah'), ('VT', 'Vermont'), ('VA', 'Virginia'),
  ('WA', 'Washington'), ('WV', 'West Virginia'), ('WI', 'Wisconsin'), ('WY', 'Wyoming')
) state (code, name)
join tax_jurisdiction country on country.code = 'US'
on conflict do nothing;

insert into tax_category (code, name, description) values
  ('STANDARD', 'Standard rate', 'Goods and services without a special rate.'),
  ('REDUCED', 'Reduced rate', 'The reduced rate of a country, such as for books and most food.'),
  ('REDUCED_2', 'Second reduced rate', 'Where a country has two reduced rates.'),
  ('REDUCED_3', 'Third reduced rate', 'Where a country has a third, very low one.'),
  ('ZERO', 'Zero rate', 'Taxed at nought per cent.'),
  ('EXEMPT', 'Exempt', 'Free of tax by law.')
on conflict do nothing;
