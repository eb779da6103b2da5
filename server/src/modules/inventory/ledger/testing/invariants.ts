/** What must hold in the ledger at every moment: each check is a query that finds the rows that break it. */

const both = `
  select m.tenant_id, m.product_id, m.lot_id, m.owner_id, m.to_location_id as location_id, m.quantity,
    m.second_quantity, m.effective_at
  from stock_move m
  union all
  select m.tenant_id, m.product_id, m.lot_id, m.owner_id, m.from_location_id, -m.quantity,
    -m.second_quantity, m.effective_at
  from stock_move m`

const sumsOfMoves = `
  select s.tenant_id, s.product_id, s.lot_id, s.owner_id, s.location_id, sum(s.quantity) as on_hand,
    coalesce(sum(s.second_quantity), 0) as second_on_hand
  from (${both}) s
  join stock_location l on l.tenant_id = s.tenant_id and l.id = s.location_id and l.warehouse_id is not null
  group by 1, 2, 3, 4, 5`

/** By the name of the rule; run as the owner, over all tenants. */
const invariants: Readonly<Record<string, string>> = {
  'a balance is the sum of its moves': `
    select * from (${sumsOfMoves}) m
    full join stock_balance b on b.tenant_id = m.tenant_id and b.product_id = m.product_id
      and b.location_id = m.location_id and b.lot_id is not distinct from m.lot_id
      and b.owner_id is not distinct from m.owner_id
    where (coalesce(m.on_hand, 0), coalesce(m.second_on_hand, 0))
      is distinct from (coalesce(b.on_hand, 0), coalesce(b.second_on_hand, 0))`,
  'no place ever held less than nothing': `
    select * from (
      select location_id, product_id, lot_id, effective_at, sum(sum(quantity)) over (
        partition by tenant_id, location_id, product_id, lot_id, owner_id order by effective_at) as on_hand
      from (${both}) s
      group by tenant_id, location_id, product_id, lot_id, owner_id, effective_at
    ) past
    join stock_location l on l.id = past.location_id and l.warehouse_id is not null
    where past.on_hand < 0`,
  'allocated is the sum of allocations and lies there': `
    select * from stock_balance b
    left join (
      select tenant_id, product_id, location_id, lot_key, owner_key, sum(quantity) as quantity
      from stock_allocation group by 1, 2, 3, 4, 5
    ) a using (tenant_id, product_id, location_id, lot_key, owner_key)
    where b.allocated <> coalesce(a.quantity, 0) or b.allocated > b.on_hand or b.on_hand < 0`,
  'a level is the sum of its balances': `
    select * from stock_level l
    left join (
      select tenant_id, product_id, warehouse_id, owner_key, sum(on_hand) filter (where is_storage) as on_hand,
        sum(on_hand) filter (where is_usable) as usable
      from stock_balance group by 1, 2, 3, 4
    ) b using (tenant_id, product_id, warehouse_id, owner_key)
    where (l.on_hand, l.usable) is distinct from (coalesce(b.on_hand, 0), coalesce(b.usable, 0))`,
  'reserved and open are the sums of demands, reserved within usable': `
    select * from stock_level l
    left join (
      select tenant_id, product_id, warehouse_id, owner_key, sum(reserved) as reserved,
        sum(quantity - reserved) filter (where supply = 'stock') as open_demand
      from stock_demand group by 1, 2, 3, 4
    ) d using (tenant_id, product_id, warehouse_id, owner_key)
    where (l.reserved, l.open_demand) is distinct from (coalesce(d.reserved, 0), coalesce(d.open_demand, 0))
      or l.reserved > l.usable or l.reserved < 0`,
  'a demand has no more allocated than reserved': `
    select * from stock_demand d
    join (select demand_id, sum(quantity) as quantity from stock_allocation group by 1) a on a.demand_id = d.id
    where a.quantity > d.reserved`,
  'nobody waits while stock is free': `
    select * from stock_level l
    join stock_demand d on d.tenant_id = l.tenant_id and d.product_id = l.product_id
      and d.warehouse_id = l.warehouse_id and d.owner_key = l.owner_key
    where l.usable > l.reserved and d.supply = 'stock' and d.reserved < d.quantity and d.lot_id is null
      and d.minimum_life_days = 0`,
  'usable says what place and lot say': `
    select * from stock_balance b where b.is_usable <> kontor.should_be_usable(b)`,
  'a legal entity values what it owns': `
    select * from (
      select o.legal_entity_id, b.tenant_id, b.product_id, sum(b.on_hand) as quantity
      from stock_balance b
      join organization o on o.tenant_id = b.tenant_id and o.id = b.organization_id
      where b.owner_id is null
      group by 1, 2, 3
    ) b
    full join (
      select tenant_id, organization_id as legal_entity_id, product_id, sum(quantity) as quantity
      from value_entry group by 1, 2, 3
    ) v using (tenant_id, legal_entity_id, product_id)
    where coalesce(b.quantity, 0) <> coalesce(v.quantity, 0)`,
  'each move across the border has one value entry, at the cost of its day or as reversed': `
    select * from stock_move m
    join stock_location f on f.tenant_id = m.tenant_id and f.id = m.from_location_id
    join stock_location t on t.tenant_id = m.tenant_id and t.id = m.to_location_id
    left join value_entry v on v.tenant_id = m.tenant_id and v.move_id = m.id
    left join value_entry r on r.tenant_id = m.tenant_id and r.move_id = m.reverses_id
    cross join lateral (select (t.warehouse_id is not null)::int - (f.warehouse_id is not null)::int as sign) s
    cross join lateral (
      select coalesce((
        select k.standard_cost from product_company k
        where k.tenant_id = m.tenant_id and k.product_id = m.product_id
          and k.valid_from <= (m.effective_at at time zone 'Europe/Berlin')::date
        order by k.valid_from desc limit 1), 0) as cost) c
    where case when m.owner_id is not null or s.sign = 0 then v.id is not null
      else (v.quantity, v.amount) is distinct from (s.sign * m.quantity,
        case when m.reverses_id is null then s.sign * round(m.quantity * c.cost, 6) else -r.amount end) end`,
  'a serial number stands in one place': `
    select product_id, lot_id from stock_balance
    where is_serial and on_hand > 0 group by 1, 2 having count(*) > 1 or sum(on_hand) > 1`,
  // What a receipt had explained that was taken back is open again since: those before had nothing to explain.
  'no receipt passes by what is unexplained in its warehouse': `
    select * from stock_unexplained u
    join stock_move went on went.id = u.move_id
    join stock_location l on l.id = u.location_id
    join stock_move m on m.tenant_id = u.tenant_id and m.product_id = u.product_id and m.reason = 'receipt'
      and m.lot_id is not distinct from u.lot_id and m.owner_id is not distinct from u.owner_id
      and m.recorded_at > went.recorded_at
    join stock_location t on t.id = m.to_location_id and t.warehouse_id = l.warehouse_id
    where u.explained_at is null and m.quantity > coalesce((
      select sum(e.quantity) from stock_move e
      where e.tenant_id = m.tenant_id and e.document_id = m.document_id and e.reason = 'explained'), 0)
    and not exists (
      select from stock_move e
      join stock_move back on back.tenant_id = e.tenant_id and back.reverses_id = e.id
      where e.tenant_id = m.tenant_id and e.product_id = m.product_id and e.reason = 'explained'
        and back.recorded_at > m.recorded_at)`,
}

export interface Client {
  query(text: string): Promise<{ rows: unknown[] }>
}

/** The rules that do not hold, with some rows that break each. */
export async function brokenInvariants(owner: Client): Promise<Record<string, unknown[]>> {
  const broken: Record<string, unknown[]> = {}
  for (const [rule, query] of Object.entries(invariants)) {
    const { rows } = await owner.query(`${query} limit 3`)
    if (rows.length > 0) broken[rule] = rows
  }
  return broken
}
