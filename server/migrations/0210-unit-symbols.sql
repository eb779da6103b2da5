-- What people read behind a quantity: a short sign in each language. The code stays the key of files and programs.

alter table unit add column symbols jsonb not null default '{}',
  add constraint ck_unit__symbols check (jsonb_typeof(symbols) = 'object'),
  drop constraint ck_unit__symbol,
  add constraint ck_unit__symbol check (char_length(symbol) <= 20);

update unit set symbol = known.english, symbols = jsonb_build_object('en', known.english, 'de', known.german)
from (values
  ('EA', 'pcs', 'Stk'), ('PCE', 'pcs', 'Stk'), ('PAIR', 'pair', 'Paar'), ('DZ', 'doz', 'Dtzd'),
  ('SET', 'set', 'Satz'), ('BOX', 'box', 'Schachtel'), ('CTN', 'ctn', 'Karton'), ('CS', 'case', 'Kiste'),
  ('PAK', 'pkg', 'Pkg'), ('BAG', 'bag', 'Beutel'), ('BTL', 'btl', 'Fl.'), ('CAN', 'can', 'Dose'),
  ('DRUM', 'drum', 'Fass'), ('PAL', 'plt', 'Pal.'), ('ROLL', 'roll', 'Rolle'), ('TUBE', 'tube', 'Tube'),
  ('L', 'L', 'l'), ('ML', 'mL', 'ml'), ('CL', 'cL', 'cl'), ('DL', 'dL', 'dl'), ('HL', 'hL', 'hl'),
  ('DAY', 'd', 'Tg.'), ('WK', 'wk', 'Wo.'), ('MON', 'mo', 'Mon.'), ('YR', 'yr', 'Jahr'),
  ('LS', 'lump sum', 'psch.')
) known (code, english, german)
where unit.tenant_id is null and unit.code = known.code;

-- Signs of the metric system and of inches and pounds are the same in both languages.
update unit set symbols = jsonb_build_object('en', symbol, 'de', symbol) where tenant_id is null and symbols = '{}';

-- Units without a sign of their own are called by their code.
update unit set symbol = code where symbol = '';
