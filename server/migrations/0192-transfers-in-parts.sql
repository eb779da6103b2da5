-- A transfer arrives in several goes; what has not come yet stays in transit, is lost, or goes back (DOMAIN 15).

alter table stock_transfer drop constraint ck_stock_transfer__status,
  add constraint ck_stock_transfer__status
    check (status in ('draft', 'shipped', 'partly_received', 'received', 'cancelled'));
alter table stock_transfer_line add column returned_quantity numeric(20,6) not null default 0;

update role set permissions = permissions
  || '["inventory.receive_part_stocktransfer", "inventory.return_rest_stocktransfer"]'
where tenant_id is null and code = 'warehouse';
