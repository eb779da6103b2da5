-- Which joined duties have been found and told, so that each is told once as long as it lasts (SOD-04).

create table duty_finding (
  tenant_id uuid not null,
  user_id uuid not null,
  rule text not null,
  since timestamptz not null,
  constraint pk_duty_finding primary key (tenant_id, user_id, rule),
  constraint fk_duty_finding__user foreign key (tenant_id, user_id) references user_account (tenant_id, id),
  constraint ck_duty_finding__rule check (char_length(rule) between 1 and 50)
);
call kontor.protect('duty_finding', 'tenant');
