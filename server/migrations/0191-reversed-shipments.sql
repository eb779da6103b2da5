-- A shipment of which nothing is billed can be taken back; why is written down on its delivery (DOMAIN 13).

alter table delivery
  add column reversal_reason text,
  add constraint ck_delivery__reversal_reason check (char_length(reversal_reason) between 1 and 1000);

-- Who ships takes back.
update role set permissions = permissions || '["sales.reverse_delivery"]'
where tenant_id is null and code = 'warehouse';
