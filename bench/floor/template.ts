/** The rows of one order to cash as the server wrote them, to be written again without it. */
import type pg from 'pg'

export interface Rows {
  readonly table: string
  readonly columns: readonly string[]
  readonly types: readonly string[]
  /** Each row as PostgreSQL's text, column by column. */
  readonly rows: readonly (readonly (string | null)[])[]
}

/** What one call of the flow wrote beside its business rows. */
export interface Step {
  readonly key: Rows
  readonly audit: Rows
  readonly personal: Rows
  readonly events: Rows
}

export interface Template {
  readonly tenant: string
  readonly organization: string
  readonly legalEntity: string
  readonly user: string
  readonly order: Rows
  readonly orderLines: Rows
  readonly delivery: Rows
  readonly deliveryLines: Rows
  readonly invoice: Rows
  readonly invoiceLines: Rows
  readonly openItem: Rows
  readonly payment: Rows
  readonly allocation: Rows
  readonly steps: readonly Step[]
  /** Products and customers that floor flows draw from. */
  readonly products: readonly string[]
}

interface Column {
  readonly name: string
  readonly type: string
}

/** Columns that the application may write: neither generated, nor kept from it by privilege. */
async function columnsOf(client: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select a.attname as name, format_type(a.atttypid, null) as type
     from pg_attribute a
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       and a.attidentity = '' and has_column_privilege('kontor_app', a.attrelid, a.attnum, 'insert')
     order by a.attnum`,
    [table],
  )
  return rows
}

async function readRows(client: pg.Client, table: string, where: string, values: unknown[]): Promise<Rows> {
  const columns = await columnsOf(client, table)
  const texts = columns.map(({ name }) => `${name}::text`).join(', ')
  const { rows } = await client.query({
    text: `select ${texts} from ${table} where ${where}`,
    values,
    rowMode: 'array',
  })
  return {
    table,
    columns: columns.map(({ name }) => name),
    types: columns.map(({ type }) => type),
    rows: rows as (string | null)[][],
  }
}

/** The value of a column in the first row. */
export function valueOf(rows: Rows, column: string): string {
  const value = rows.rows[0]?.[rows.columns.indexOf(column)]
  if (value === null || value === undefined) throw new TypeError(`${rows.table} has no ${column}`)
  return value
}

async function readStep(client: pg.Client, tenant: string, at: string): Promise<Step> {
  const values = [tenant, at]
  const audit = await readRows(
    client,
    'audit_log',
    'tenant_id = $1 and occurred_at = $2 order by sequence',
    values,
  )
  const ids = audit.rows.map((row) => row[audit.columns.indexOf('id')])
  const key = 'tenant_id = $1 and created_at = $2'
  return {
    key: await readRows(client, 'idempotency_key', key, values),
    audit,
    personal: await readRows(client, 'audit_personal', 'tenant_id = $1 and audit_id = any ($2)', [
      tenant,
      ids,
    ]),
    events: await readRows(
      client,
      'outbox_event',
      'tenant_id = $1 and occurred_at = $2 order by sequence',
      values,
    ),
  }
}

/** Reads the last invoice that was paid in full; `prefix` names the bench's own products by their SKU. */
export async function readTemplate(client: pg.Client, prefix: string): Promise<Template> {
  const one = (table: string, where: string, id: string) => readRows(client, table, where, [id])
  const { rows: paid } = await client.query<{ id: string }>(
    `select s.invoice_id as id from invoice_state s join payment_allocation a on a.invoice_id = s.invoice_id
     where s.state = 'paid' order by a.created_at desc limit 1`,
  )
  const invoice = await one('invoice', 'id = $1', paid[0]?.id ?? '')
  const invoiceId = valueOf(invoice, 'id')
  const invoiceLines = await one('invoice_line', 'invoice_id = $1 order by position', invoiceId)
  const deliveryLine = valueOf(invoiceLines, 'delivery_line_id')
  const whole = '(select delivery_id from delivery_line where id = $1)'
  const deliveryLines = await one('delivery_line', `delivery_id = ${whole} order by position`, deliveryLine)
  const delivery = await one('delivery', 'id = $1', valueOf(deliveryLines, 'delivery_id'))
  const orderLine = valueOf(deliveryLines, 'sales_order_line_id')
  const ordered = '(select sales_order_id from sales_order_line where id = $1)'
  const orderLines = await one('sales_order_line', `sales_order_id = ${ordered} order by position`, orderLine)
  const order = await one('sales_order', 'id = $1', valueOf(orderLines, 'sales_order_id'))
  const openItem = await one('open_item', 'invoice_id = $1', invoiceId)
  const allocation = await one('payment_allocation', 'open_item_id = $1', valueOf(openItem, 'id'))
  const payment = await one('payment', 'id = $1', valueOf(allocation, 'payment_id'))
  const tenant = valueOf(order, 'tenant_id')
  const documents = [order, delivery, invoice, payment].map((rows) => valueOf(rows, 'id'))
  const { rows: instants } = await client.query<{ at: string }>(
    `select distinct occurred_at::text as at from audit_log where tenant_id = $1 and record_id = any ($2) order by 1`,
    [tenant, documents],
  )
  const steps: Step[] = []
  for (const { at } of instants) steps.push(await readStep(client, tenant, at))
  const organization = valueOf(order, 'organization_id')
  const { rows: entities } = await client.query<{ legal_entity_id: string }>(
    'select legal_entity_id from organization where id = $1',
    [organization],
  )
  const { rows: products } = await client.query<{ id: string }>(
    `select id from product where tenant_id = $1 and sku like $2`,
    [tenant, `${prefix}-%`],
  )
  return {
    tenant,
    organization,
    legalEntity: entities[0]?.legal_entity_id ?? '',
    user: valueOf(order, 'created_by'),
    order,
    orderLines,
    delivery,
    deliveryLines,
    invoice,
    invoiceLines,
    openItem,
    payment,
    allocation,
    steps,
    products: products.map(({ id }) => id),
  }
}
