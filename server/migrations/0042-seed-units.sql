-- Units of measure with their codes of UN/ECE Recommendation 20, and the exact ratios within a dimension.

insert into unit (code, name, uom_type, symbol, rec20, decimal_places) values
  ('EA', 'Each', 'Count', '', 'EA', 0), ('PCE', 'Piece', 'Count', '', 'H87', 0),
  ('PAIR', 'Pair', 'Count', '', 'PR', 0), ('DZ', 'Dozen', 'Count', '', 'DZN', 0),
  ('SET', 'Set', 'Count', '', 'SET', 0), ('BOX', 'Box', 'Count', '', 'XBX', 0),
  ('CTN', 'Carton', 'Count', '', 'XCT', 0), ('CS', 'Case', 'Count', '', 'XCS', 0),
  ('PAK', 'Package', 'Count', '', 'XPK', 0), ('BAG', 'Bag', 'Count', '', 'XBG', 0),
  ('BTL', 'Bottle', 'Count', '', 'XBO', 0), ('CAN', 'Can', 'Count', '', 'XCX', 0),
  ('DRUM', 'Drum', 'Count', '', 'XDR', 0), ('PAL', 'Pallet', 'Count', '', 'XPX', 0),
  ('ROLL', 'Roll', 'Count', '', 'XRO', 0), ('TUBE', 'Tube', 'Count', '', 'XTU', 0),
  ('KG', 'Kilogram', 'Mass', 'kg', 'KGM', 6), ('G', 'Gram', 'Mass', 'g', 'GRM', 6),
  ('MG', 'Milligram', 'Mass', 'mg', 'MGM', 3), ('T', 'Metric ton', 'Mass', 't', 'TNE', 6),
  ('LB', 'Pound', 'Mass', 'lb', 'LBR', 6), ('OZ', 'Ounce', 'Mass', 'oz', 'ONZ', 6),
  ('M', 'Meter', 'Length', 'm', 'MTR', 6), ('KM', 'Kilometer', 'Length', 'km', 'KMT', 6),
  ('CM', 'Centimeter', 'Length', 'cm', 'CMT', 4), ('MM', 'Millimeter', 'Length', 'mm', 'MMT', 3),
  ('FT', 'Foot', 'Length', 'ft', 'FOT', 6), ('IN', 'Inch', 'Length', 'in', 'INH', 6),
  ('YD', 'Yard', 'Length', 'yd', 'YRD', 6), ('L', 'Liter', 'Volume', 'L', 'LTR', 6),
  ('ML', 'Milliliter', 'Volume', 'mL', 'MLT', 3), ('CL', 'Centiliter', 'Volume', 'cL', 'CLT', 4),
  ('DL', 'Deciliter', 'Volume', 'dL', 'DLT', 5), ('HL', 'Hectoliter', 'Volume', 'hL', 'HLT', 6),
  ('M3', 'Cubic meter', 'Volume', 'm³', 'MTQ', 6), ('CM3', 'Cubic centimeter', 'Volume', 'cm³', 'CMQ', 3),
  ('GAL', 'Gallon', 'Volume', 'gal', 'GLL', 6), ('M2', 'Square meter', 'Area', 'm²', 'MTK', 6),
  ('CM2', 'Square centimeter', 'Area', 'cm²', 'CMK', 4),
  ('MM2', 'Square millimeter', 'Area', 'mm²', 'MMK', 2), ('FT2', 'Square foot', 'Area', 'ft²', 'FTK', 6),
  ('HA', 'Hectare', 'Area', 'ha', 'HAR', 6), ('H', 'Hour', 'Time', 'h', 'HUR', 4),
  ('MIN', 'Minute', 'Time', 'min', 'MIN', 2), ('SEC', 'Second', 'Time', 's', 'SEC', 0),
  ('DAY', 'Day', 'Time', 'd', 'DAY', 4), ('WK', 'Week', 'Time', '', 'WEE', 4),
  ('MON', 'Month', 'Time', '', 'MON', 4), ('YR', 'Year', 'Time', '', 'ANN', 4),
  ('KWH', 'Kilowatt hour', 'Other', 'kWh', 'KWH', 3), ('LS', 'Lump sum', 'Other', '', 'LS', 0)
on conflict do nothing;

update unit set names = jsonb_build_object('en', unit.name, 'de', german.name)
from (values
  ('EA', 'Stück'), ('PCE', 'Teil'), ('PAIR', 'Paar'), ('DZ', 'Dutzend'), ('SET', 'Satz'),
  ('BOX', 'Schachtel'), ('CTN', 'Karton'), ('CS', 'Kiste'), ('PAK', 'Packung'), ('BAG', 'Beutel'),
  ('BTL', 'Flasche'), ('CAN', 'Dose'), ('DRUM', 'Fass'), ('PAL', 'Palette'), ('ROLL', 'Rolle'),
  ('TUBE', 'Tube'), ('KG', 'Kilogramm'), ('G', 'Gramm'), ('MG', 'Milligramm'), ('T', 'Tonne'),
  ('LB', 'Pfund (lb)'), ('OZ', 'Unze'), ('M', 'Meter'), ('KM', 'Kilometer'), ('CM', 'Zentimeter'),
  ('MM', 'Millimeter'), ('FT', 'Fuß'), ('IN', 'Zoll'), ('YD', 'Yard'), ('L', 'Liter'),
  ('ML', 'Milliliter'), ('CL', 'Zentiliter'), ('DL', 'Deziliter'), ('HL', 'Hektoliter'),
  ('M3', 'Kubikmeter'), ('CM3', 'Kubikzentimeter'), ('GAL', 'Gallone (US)'), ('M2', 'Quadratmeter'),
  ('CM2', 'Quadratzentimeter'), ('MM2', 'Quadratmillimeter'), ('FT2', 'Quadratfuß'), ('HA', 'Hektar'),
  ('H', 'Stunde'), ('MIN', 'Minute'), ('SEC', 'Sekunde'), ('DAY', 'Tag'), ('WK', 'Woche'),
  ('MON', 'Monat'), ('YR', 'Jahr'), ('KWH', 'Kilowattstunde'), ('LS', 'Pauschale')
) german (code, name)
where unit.tenant_id is null and unit.code = german.code;

-- One unit is numerator / denominator of the other: the first one of each dimension here.
insert into unit_conversion (unit_id, into_unit_id, numerator, denominator)
select one.id, other.id, ratio.numerator, ratio.denominator
from (values
  ('T', 'KG', 1000, 1), ('G', 'KG', 1, 1000), ('MG', 'KG', 1, 1000000), ('LB', 'KG', 45359237, 100000000),
  ('OZ', 'KG', 45359237, 1600000000), ('KM', 'M', 1000, 1), ('CM', 'M', 1, 100), ('MM', 'M', 1, 1000),
  ('FT', 'M', 381, 1250), ('IN', 'M', 127, 5000), ('YD', 'M', 1143, 1250), ('ML', 'L', 1, 1000),
  ('CL', 'L', 1, 100), ('DL', 'L', 1, 10), ('HL', 'L', 100, 1), ('M3', 'L', 1000, 1), ('CM3', 'L', 1, 1000),
  ('GAL', 'L', 473176473, 125000000), ('CM2', 'M2', 1, 10000), ('MM2', 'M2', 1, 1000000),
  ('FT2', 'M2', 145161, 1562500), ('HA', 'M2', 10000, 1), ('MIN', 'H', 1, 60), ('SEC', 'H', 1, 3600),
  ('DAY', 'H', 24, 1), ('WK', 'H', 168, 1), ('PCE', 'EA', 1, 1), ('PAIR', 'EA', 2, 1), ('DZ', 'EA', 12, 1)
) ratio (unit, into_unit, numerator, denominator)
join unit one on one.tenant_id is null and one.code = ratio.unit
join unit other on other.tenant_id is null and other.code = ratio.into_unit
on conflict do nothing;
