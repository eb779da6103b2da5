/** One order to cash as bare SQL: eight transactions that write the rows the eight calls of the API write. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { type Rows, type Step, type Template, valueOf } from './template.ts'

type Names = ReadonlyMap<string, string>

/** Columns of a row that differ from the template's. */
type Changes = Readonly<Record<string, string | null>>

const settingsText = `select set_config('erp.tenant_id', $1, true), set_config('erp.org_id', $2, true),
  set_config('erp.org_ids', $3, true), set_config('erp.use_ids', $3, true), set_config('erp.user_id', $4, true)`

/** A prepared statement with the columns of a table; one row or many travel as one array a column. */
function insertRows(
  client: pg.ClientBase,
  rows: Rows,
  names: Names,
  changes: Changes = {},
): Promise<unknown> {
  if (rows.rows.length === 0) return Promise.resolve()
  const columns = rows.columns.join(', ')
  const arrays = rows.types.map((type, index) => `$${index + 1}::text[]::${type}[]`)
  const text =
    rows.rows.length === 1
      ? `insert into ${rows.table} (${columns})
        values (${rows.types.map((type, index) => `$${index + 1}::${type}`).join(', ')})`
      : `insert into ${rows.table} (${columns}) select * from unnest(${arrays.join(', ')})`
  const cell = (row: readonly (string | null)[], index: number) => {
    const changed = changes[rows.columns[index] as string]
    const value = changed === undefined ? (row[index] ?? null) : changed
    return value === null ? null : (names.get(value) ?? value)
  }
  const values = rows.columns.map((_, index) =>
    rows.rows.length === 1 ? cell(rows.rows[0] ?? [], index) : rows.rows.map((row) => cell(row, index)),
  )
  return client.query({ name: `insert ${rows.table} ${Math.min(rows.rows.length, 2)}`, text, values })
}

/** A step of the flow: its trail, events and answer last, in one transaction. */
async function transact(
  client: pg.ClientBase,
  template: Template,
  step: Step,
  names: Map<string, string>,
  write: (
    run: (name: string, text: string, values: unknown[]) => Promise<pg.QueryResult>,
  ) => Promise<unknown>,
): Promise<void> {
  const sent: Promise<unknown>[] = []
  const send = (query: Promise<unknown>) => {
    query.catch(() => undefined) // the last awaited one reports
    sent.push(query)
  }
  const organizations = `${template.tenant},${template.organization},${template.legalEntity}`
  const settings = [template.tenant, template.organization, organizations, template.user]
  const key = randomUUID()
  try {
    send(client.query('begin'))
    send(client.query({ name: 'settings', text: settingsText, values: settings }))
    await write((name, text, values) => client.query({ name, text, values }))
    for (const row of step.audit.rows)
      names.set(row[step.audit.columns.indexOf('id')] as string, randomUUID())
    for (const row of step.events.rows)
      names.set(row[step.events.columns.indexOf('id')] as string, randomUUID())
    send(insertRows(client, step.audit, names))
    send(insertRows(client, step.personal, names))
    send(insertRows(client, step.events, names))
    send(insertRows(client, step.key, names, { key }))
    send(client.query('commit'))
    await Promise.all(sent)
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** New names for every row of the template, and other products for its lines. */
function rename(template: Template, random: () => number): Map<string, string> {
  const names = new Map<string, string>()
  const { order, orderLines, delivery, deliveryLines, invoice, invoiceLines, openItem, payment, allocation } =
    template
  for (const rows of [
    order,
    orderLines,
    delivery,
    deliveryLines,
    invoice,
    invoiceLines,
    openItem,
    payment,
    allocation,
  ]) {
    for (const row of rows.rows) names.set(row[rows.columns.indexOf('id')] as string, randomUUID())
  }
  const drawn = new Set<string>()
  while (drawn.size < orderLines.rows.length) {
    drawn.add(template.products[Math.floor(random() * template.products.length)] as string)
  }
  const products = [...drawn]
  for (const [index, row] of orderLines.rows.entries()) {
    names.set(row[orderLines.columns.indexOf('product_id')] as string, products[index] as string)
  }
  return names
}

const loose = `select (kontor.loose_numbers($1, $2, current_date, $3, 1))[1] as number`

export async function orderToCashInSql(
  client: pg.ClientBase,
  template: Template,
  random: () => number,
): Promise<void> {
  const names = rename(template, random)
  const named = (rows: Rows, column = 'id') => names.get(valueOf(rows, column)) ?? valueOf(rows, column)
  const at = (rows: Rows, row: number, column: string) => {
    const value = rows.rows[row]?.[rows.columns.indexOf(column)] ?? ''
    return names.get(value) ?? value
  }
  const { tenant, order, orderLines, delivery, deliveryLines, invoice, invoiceLines, openItem } = template
  const [orderId, deliveryId, invoiceId] = [named(order), named(delivery), named(invoice)]
  const lines = orderLines.rows.map((_, index) => index)
  const step = (number: number, write: Parameters<typeof transact>[4]) =>
    transact(client, template, template.steps[number] as Step, names, write)

  await step(0, async (run) => {
    const { rows } = await run('loose', loose, [tenant, 'floor_order', 'FO-{year}-{number}'])
    const draft = { number: rows[0].number, status: 'draft', delivery_state: 'none', invoice_state: 'none' }
    await insertRows(client, order, names, { ...draft, confirmed_at: null, version: '1' })
    await insertRows(client, orderLines, names)
  })
  await step(1, async (run) => {
    const demands = lines.map((line) => ({
      document_kind: 'sales.sales_order',
      document_id: orderId,
      document_line_id: at(orderLines, line, 'id'),
      organization_id: template.organization,
      product_id: at(orderLines, line, 'product_id'),
      warehouse_id: valueOf(order, 'warehouse_id'),
      quantity: at(orderLines, line, 'base_quantity'),
      is_complete: true,
    }))
    const confirm = `update sales_order set status = 'confirmed', confirmed_at = now(), version = version + 1
      where tenant_id = $1 and id = $2`
    await run('confirm', confirm, [tenant, orderId])
    await run('reserve', 'select * from kontor.reserve($1)', [JSON.stringify(demands)])
  })
  await step(2, async (run) => {
    const { rows } = await run('loose', loose, [tenant, 'floor_delivery', 'FD-{year}-{number}'])
    const draft = {
      number: rows[0].number,
      status: 'draft',
      invoice_state: 'none',
      shipped_at: null,
      version: '1',
    }
    await insertRows(client, delivery, names, draft)
    await insertRows(client, deliveryLines, names, { picks: '[]', version: '1' })
  })
  await step(3, async (run) => {
    const picks = lines.map((line) => ({
      document_kind: 'sales.delivery',
      document_id: deliveryId,
      document_line_id: at(deliveryLines, line, 'id'),
      demand_line_id: at(deliveryLines, line, 'sales_order_line_id'),
      quantity: at(deliveryLines, line, 'quantity'),
    }))
    await run('allocate', 'select * from kontor.allocate($1, current_date)', [JSON.stringify(picks)])
    const ready = `update delivery set status = 'ready', version = version + 1 where tenant_id = $1 and id = $2`
    await run('ready', ready, [tenant, deliveryId])
    const picked = `update delivery_line l set picks = p.picks, version = l.version + 1
      from unnest($3::uuid[], $4::text[]::jsonb[]) p (id, picks)
      where l.tenant_id = $1 and l.delivery_id = $2 and l.id = p.id`
    const written = lines.map((line) => at(deliveryLines, line, 'picks'))
    await run('picked', picked, [
      tenant,
      deliveryId,
      lines.map((line) => at(deliveryLines, line, 'id')),
      written,
    ])
  })
  await step(4, async (run) => {
    await run('ship', 'select * from kontor.ship($1)', [[deliveryId]])
    const shipped = `update delivery set status = 'shipped', shipped_at = now(), version = version + 1
      where tenant_id = $1 and id = $2`
    await run('shipped', shipped, [tenant, deliveryId])
    const state = `update sales_order set delivery_state = 'fully', version = version + 1 where tenant_id = $1
      and id = $2`
    await run('delivered', state, [tenant, orderId])
  })
  await step(5, async () => {
    const draft = { number: null, status: 'draft', posted_at: null, frozen: null, taxes: '[]', version: '1' }
    await insertRows(client, invoice, names, draft)
    await insertRows(client, invoiceLines, names)
  })
  await step(6, async (run) => {
    const freeze = `update invoice set taxes = $3::jsonb, frozen = $4::jsonb, version = version + 1
      where tenant_id = $1 and id = $2`
    await run('freeze', freeze, [tenant, invoiceId, valueOf(invoice, 'taxes'), valueOf(invoice, 'frozen')])
    await insertRows(client, openItem, names)
    const billed = `set invoice_state = 'fully', version = version + 1 where tenant_id = $1 and id = $2`
    await run('billed delivery', `update delivery ${billed}`, [tenant, deliveryId])
    await run('billed order', `update sales_order ${billed}`, [tenant, orderId])
    const number = `kontor.next_number($3, 'floor_invoice', '', kontor.fiscal_year_on($3, current_date))`
    const post = `update invoice set status = 'posted', posted_at = now(), number = ${number}
      where tenant_id = $1 and id = $2`
    await run('post', post, [tenant, invoiceId, template.legalEntity])
  })
  await step(7, async (run) => {
    const { rows } = await run('loose', loose, [tenant, 'floor_payment', 'FP-{year}-{number}'])
    await insertRows(client, template.payment, names, { number: rows[0].number })
    await insertRows(client, template.allocation, names)
  })
}
