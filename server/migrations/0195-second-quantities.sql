-- Goods that are counted in two units, such as pieces and kilograms (DOMAIN 2): stock documents say both quantities.

alter table goods_receipt_line
  add column second_quantity numeric(20, 6),
  add constraint ck_goods_receipt_line__second_quantity check (second_quantity >= 0);
alter table stock_transfer_line
  add column second_quantity numeric(20, 6),
  add constraint ck_stock_transfer_line__second_quantity check (second_quantity >= 0);
alter table stock_count_line
  add column counted_second_quantity numeric(20, 6),
  add constraint ck_stock_count_line__counted_second_quantity check (counted_second_quantity >= 0);
