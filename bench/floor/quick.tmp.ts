import pg from 'pg'
import { randomUUID } from 'node:crypto'
import { addCompany } from '#server/modules/inventory/ledger/testing-world.ts'
const port = Number(process.env.P ?? 54398)
const clients = Number(process.argv[2] ?? 1),
  seconds = Number(process.argv[3] ?? 5),
  nproducts = Number(process.argv[4] ?? 500)
const owner = new pg.Client({ host: '127.0.0.1', port, user: 'kontor_owner', database: 'bench' })
await owner.connect()
const company = await addCompany(
  owner,
  Array.from({ length: nproducts }, (_, i) => ({ sku: `p${i}` })),
)
const products = Object.values(company.products)
const settings = `select set_config('erp.tenant_id', $1, true), set_config('erp.org_id', $2, true), set_config('erp.org_ids', $3, true), set_config('erp.use_ids', $3, true), set_config('erp.user_id', $1, true)`
const values = [company.tenant, company.site, `${company.tenant},${company.site}`]
const pool = new pg.Pool({
  host: '127.0.0.1',
  port,
  user: 'kontor_owner',
  database: 'bench',
  max: clients,
  pipeline: true,
  options: '-c role=kontor_app',
} as never)
async function tx(client: pg.PoolClient, name: string, text: string, v: unknown[]) {
  const a = client.query('begin')
  const b = client.query({ name: 'set', text: settings, values })
  const c = client.query({ name, text, values: v })
  const d = client.query('commit')
  a.catch(() => {})
  b.catch(() => {})
  d.catch(() => {})
  const r = await c
  await d
  return r.rows
}
{
  const c = await pool.connect()
  const [{ s, t }] = await tx(
    c,
    'places',
    `select kontor.place_for($1,'supplier') s, kontor.place_for($1,'storage') t`,
    [company.main],
  )
  const t0 = performance.now()
  await tx(c, 'post', 'select * from kontor.post_moves($1)', [
    JSON.stringify(
      products.map((product_id) => ({
        product_id,
        from_location_id: s,
        to_location_id: t,
        quantity: '1000000',
        reason: 'receipt',
      })),
    ),
  ])
  console.log('receipt of', nproducts, (performance.now() - t0).toFixed(1), 'ms')
  c.release()
}
if (!process.env.NOANALYZE) await owner.query('analyze')
import('node:fs').then(() => {})
const { readFileSync } = await import('node:fs')
const cpu = (pid: number) => {
  const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(f[11]) + Number(f[12])) * 10
}
let cpuMs = 0
const times: Record<string, number[]> = { confirm: [], ready: [], ship: [] }
let flows = 0,
  errors = 0
const end = performance.now() + seconds * 1000
async function timed(k: string, f: () => Promise<unknown>) {
  const t = performance.now()
  await f()
  times[k]!.push(performance.now() - t)
}
async function client() {
  const c = await pool.connect()
  const pid = (c as any).processID as number
  for (let i = 0; i < 0; i++);
  let first = 0,
    started = 0
  while (performance.now() < end) {
    try {
      const order = randomUUID(),
        delivery = randomUUID()
      const chosen = new Set<number>()
      while (chosen.size < Math.min(10, nproducts)) chosen.add(Math.floor(Math.random() * nproducts))
      const lines = [...chosen].map((i) => ({
        line: randomUUID(),
        dline: randomUUID(),
        product: products[i],
      }))
      await timed('confirm', () =>
        tx(c, 'reserve', 'select * from kontor.reserve($1)', [
          JSON.stringify(
            lines.map((l) => ({
              document_kind: 'sales_order',
              document_id: order,
              document_line_id: l.line,
              organization_id: company.site,
              product_id: l.product,
              warehouse_id: company.main,
              quantity: '3',
              promised_on: '2026-12-01',
            })),
          ),
        ]),
      )
      await timed('ready', () =>
        tx(c, 'allocate', 'select * from kontor.allocate($1, $2)', [
          JSON.stringify(
            lines.map((l) => ({
              document_kind: 'delivery',
              document_id: delivery,
              document_line_id: l.dline,
              demand_line_id: l.line,
              quantity: '3',
            })),
          ),
          '2026-11-22',
        ]),
      )
      await timed('ship', () => tx(c, 'ship', 'select * from kontor.ship($1)', [[delivery]]))
      flows++
      if (++first === 10) started = cpu(pid)
    } catch (e) {
      errors++
      if (errors < 4) console.log((e as Error).message, (e as any).detail)
    }
  }
  if (first > 10) cpuMs += (cpu(pid) - started) / (first - 10) / clients
  c.release()
}
const t0 = performance.now()
await Promise.all(Array.from({ length: clients }, client))
const s = (performance.now() - t0) / 1000
const q = (a: number[], p: number) => a.sort((x, y) => x - y)[Math.floor(a.length * p)]?.toFixed(2)
console.log(
  'cpu/flow',
  cpuMs.toFixed(2),
  'ms',
  clients,
  'clients',
  (flows / s).toFixed(0),
  'flows/s errors',
  errors,
  Object.entries(times)
    .map(([k, a]) => `${k} p50 ${q(a, 0.5)} p95 ${q(a, 0.95)}`)
    .join(' | '),
)
await pool.end()
await owner.end()
