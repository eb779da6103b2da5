-- A transfer is read and booked from both sides (DOMAIN 15); lines follow the transfer they are part of.
do $$
declare
  own_tenant constant text := $p$tenant_id = (select nullif(current_setting('erp.tenant_id', true), '')::uuid)$p$;
  receiver constant text := own_tenant || $p$ and receiving_organization_id = any ((select string_to_array(
    nullif(current_setting('erp.org_ids', true), ''), ',')::uuid[])::uuid[])$p$;
  of_seen constant text := own_tenant || $p$ and exists (select from stock_transfer t
    where t.tenant_id = stock_transfer_line.tenant_id and t.id = stock_transfer_line.stock_transfer_id)$p$;
begin
  execute format('create policy receivers on stock_transfer for select to kontor_app using (%s)', receiver);
  execute format('create policy bookers on stock_transfer for update to kontor_app
    using (%1$s) with check (%1$s)', receiver);
  execute format('create policy receivers on stock_transfer_line for select to kontor_app using (%s)', of_seen);
  execute format('create policy bookers on stock_transfer_line for update to kontor_app
    using (%1$s) with check (%1$s)', of_seen);
end
$$;
