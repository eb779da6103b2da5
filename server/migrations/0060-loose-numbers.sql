-- Numbers that may have gaps: of quotations, orders, deliveries, partners. Nobody waits for anybody.

-- One sequence a series. Sequences take no part in transactions: a number given is gone, also where the
-- document is not written after all, and no two writers ever meet. What law wants gapless has next_number.
create schema kontor_numbers authorization kontor_ledger;

-- Takes p_count numbers of a series of an organization, which is a legal entity or a tenant's root. The
-- series may be shaped in number_series; a pattern with {year} starts again with each fiscal year.
create function kontor.loose_numbers(
  p_organization_id uuid, p_kind text, p_day date, p_pattern text, p_count integer
) returns text[]
language plpgsql
as $$
declare
  shape record;
  series text;
  single text;
begin
  select coalesce(s.pattern, p_pattern) as pattern, coalesce(s.digits, 5) as digits,
    coalesce(y.code, to_char(p_day, 'YYYY')) as year
  into shape
  from organization o
  left join number_series s on s.tenant_id = o.tenant_id and s.organization_id = o.id
    and s.kind = p_kind and s.series = ''
  left join fiscal_year y on y.tenant_id = o.tenant_id and y.organization_id = o.id
    and p_day between y.starts_on and y.ends_on
  where o.tenant_id = kontor.tenant_id() and o.id = p_organization_id;
  if not found then
    perform kontor.refuse('organization.not_a_legal_entity',
      jsonb_build_object('organization', p_organization_id));
  end if;
  series := format('kontor_numbers.%I', format('%s_%s_%s', left(p_kind, 20),
    case when shape.pattern like '%{year}%' then left(shape.year, 8) else 'all' end,
    replace(p_organization_id::text, '-', '')));
  if to_regclass(series) is null then
    -- Twins that need it first wait for each other, once a year.
    perform pg_advisory_xact_lock(hashtextextended(series, 60));
    execute format('create sequence if not exists %s', series);
  end if;
  if p_count = 1 then
    single := nextval(series::regclass);
    return array[replace(replace(shape.pattern, '{year}', shape.year), '{number}',
      lpad(single, greatest(shape.digits, length(single)), '0'))];
  end if;
  return array(
    select replace(replace(shape.pattern, '{year}', shape.year), '{number}',
      lpad(taken.number::text, greatest(shape.digits, length(taken.number::text)), '0'))
    from (select nextval(series::regclass) as number from generate_series(1, p_count)) taken
    order by taken.number);
end
$$;
call kontor.define_as('kontor_ledger', 'kontor.loose_numbers(uuid, text, date, text, integer)');
call kontor.open_to_application('kontor.loose_numbers(uuid, text, date, text, integer)');
