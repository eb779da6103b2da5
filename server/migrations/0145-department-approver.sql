-- A request may go to who decides in the department of the one who asks (PRQ-03).
alter table access_request drop constraint ck_access_request__routed_by;
alter table access_request add constraint ck_access_request__routed_by check (
  routed_by in ('role_owner', 'supervisor', 'department', 'organization', 'forwarded'));
