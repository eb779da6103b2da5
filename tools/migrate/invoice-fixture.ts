/** A company with a customer, for tests of what the database itself keeps of invoices and payments. */
import type pg from 'pg'

export interface Company {
  /** The tenant, its only organization, too. */
  readonly tenant: string
  readonly currency: string
  readonly partner: string
  readonly product: string
  readonly unit: string
}

async function idOf(client: pg.Client, text: string, values: unknown[] = []): Promise<string> {
  const { rows } = await client.query<{ id: string }>(text, values)
  return rows[0]?.id ?? ''
}

export async function makeCompany(client: pg.Client): Promise<Company> {
  const tenant = await idOf(
    client,
    `insert into organization (id, tenant_id, name, code, organization_type_id, is_legal_entity)
     select own.id, own.id, 'Huber GmbH', 'HUBER', t.id, true
     from (select uuidv7() as id) own, organization_type t where t.name = 'Company' returning id`,
  )
  const unit = await idOf(client, `select id from unit where tenant_id is null and code = 'EA'`)
  return {
    tenant,
    unit,
    currency: await idOf(client, `select id from currency where code = 'EUR'`),
    partner: await idOf(
      client,
      `insert into partner (tenant_id, number, name) values ($1, 'C1', 'Kunde AG') returning id`,
      [tenant],
    ),
    product: await idOf(
      client,
      `insert into product (tenant_id, organization_id, sku, name, base_unit_id)
       values ($1, $1, 'BELL', '{"en": "Bell"}', $2) returning id`,
      [tenant, unit],
    ),
  }
}

/** A draft of one line a net amount; `credits` are the lines that these take back. */
export async function makeInvoice(
  client: pg.Client,
  company: Company,
  nets: readonly number[],
  credits: readonly string[] = [],
): Promise<{ id: string; lines: string[] }> {
  const { tenant, partner, currency, product, unit } = company
  const id = await idOf(
    client,
    `insert into invoice (tenant_id, organization_id, partner_id, currency_id, kind, due_date)
     values ($1, $1, $2, $3, $4, '2026-12-31') returning id`,
    [tenant, partner, currency, credits.length > 0 ? 'credit_note' : 'invoice'],
  )
  const lines: string[] = []
  for (const [index, net] of nets.entries()) {
    const line = await idOf(
      client,
      `insert into invoice_line (tenant_id, organization_id, invoice_id, position, product_id, quantity,
         unit_id, base_quantity, unit_price, net_amount, credited_line_id)
       values ($1, $1, $2, $3, $4, 1, $5, 1, $6, $6, $7) returning id`,
      [tenant, id, index, product, unit, net, credits[index] ?? null],
    )
    lines.push(line)
  }
  return { id, lines }
}

let posted = 0

/** Status first, number last, as posting does; one open item an amount. */
export async function post(client: pg.Client, company: Company, id: string, amounts: readonly number[]) {
  const { tenant, partner, currency } = company
  await client.query('begin')
  await client.query(`update invoice set status = 'posted', posted_at = now() where id = $1`, [id])
  const items: string[] = []
  for (const [index, amount] of amounts.entries()) {
    const item = await idOf(
      client,
      `insert into open_item (tenant_id, organization_id, invoice_id, partner_id, instalment, amount,
         currency_id, due_date)
       values ($1, $1, $2, $3, $4, $5, $6, date '2026-12-01' + $7::integer) returning id`,
      [tenant, id, partner, index + 1, amount, currency, index],
    )
    items.push(item)
  }
  posted += 1
  await client.query('update invoice set number = $2 where id = $1', [id, `R-${posted}`])
  await client.query('commit')
  return items
}

export async function allocate(
  client: pg.Client,
  { tenant }: Company,
  item: string,
  amount: number,
  facts: { kind?: string; creditItem?: string; reverses?: string } = {},
): Promise<string> {
  return await idOf(
    client,
    `insert into payment_allocation (tenant_id, organization_id, open_item_id, kind, amount, credit_item_id,
       reverses_id)
     values ($1, $1, $2, $3, $4, $5, $6) returning id`,
    [tenant, item, facts.kind ?? 'payment', amount, facts.creditItem ?? null, facts.reverses ?? null],
  )
}

export async function stateOf(client: pg.Client, invoice: string): Promise<string> {
  const { rows } = await client.query<{ state: string }>(
    `select concat_ws(' ', state, trim_scale(open_amount), due_date) as state
     from invoice_state where invoice_id = $1`,
    [invoice],
  )
  return rows[0]?.state ?? 'none'
}
