-- Whose session an unusual one is: its user says so from another one, or ends it (SES-09).

alter table user_session add column is_vouched_for boolean not null default false;
alter table refresh_token add column is_vouched_for boolean not null default false;
