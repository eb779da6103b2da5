import { chromium } from 'playwright-core'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
const ready = JSON.parse(readFileSync('/tmp/ws.out', 'utf8').split('\n')[0])
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const context = await browser.newContext({ baseURL: process.env.BASE ?? ready.address, viewport: { width: 1440, height: 900 }, colorScheme: process.env.DARK ? 'dark' : 'light' })
const page = await context.newPage()
const lines = []
page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) lines.push(m.text().slice(0, 400)) })
page.on('pageerror', (e) => lines.push('PAGEERROR ' + e.stack?.slice(0, 500)))
const r = await context.request.post('/api/v1/auth/login/', { data: { username: ready.username, password: ready.password }, headers: { origin: ready.address } })
const session = await r.json()
if (!r.ok()) { console.log(session); process.exit(1) }
const h = { 'X-CSRF-Token': session.csrf_token, 'X-Organization': session.organizations[0].id, origin: ready.address }
export const post = async (path, data) => { const a = await context.request.post(`/api/v1/${path}/`, { data, headers: h }); const b = await a.json(); if (!a.ok()) console.log(path, a.status(), JSON.stringify(b).slice(0, 300)); return b }
if (process.env.SEED === '2') for (let i = 1; i < 70; i++) await post('products', { sku: `Z-${String(i).padStart(4, '0')}`, name: { de: `Zinnhase Nr. ${i}`, en: `Pewter hare no. ${i}` }, base_unit: 'EA' })
if (process.env.SEED === '1') {
  const w = await post('warehouses', { name: 'Hauptlager Dießen', code: 'DIE', warehouse_type: 'DISTRIBUTION_CENTER', address: { street_address_1: 'Herrenstraße 3', postal_code: '86911', city: 'Dießen', country: 'DE' }, tags: ['zinn', 'haupt'] })
  await post('warehouses', { name: 'Laden München', code: 'MUC', warehouse_type: 'RETAIL_STORE', is_active: false })
  const z = await post('stock-locations', { name: 'Regalhalle', warehouse: w.id, location_type: 'ZONE' })
  for (const n of ['A', 'B']) { const s = await post('stock-locations', { name: `Regal ${n}`, warehouse: w.id, parent: z.id, location_type: 'RACK', barcode: `R-${n}` }); for (let i = 1; i < 4; i++) await post('stock-locations', { name: `Fach ${n}${i}`, warehouse: w.id, parent: s.id, location_type: 'BIN', barcode: `R-${n}-${i}` }) }
  const c = await post('categories', { name: 'Zinnfiguren' }); await post('categories', { name: 'Ostern', parent: c.id })
  for (let i = 1; i < 70; i++) await post('products', { sku: `Z-${String(i).padStart(4, '0')}`, name: { de: `Zinnhase Nr. ${i}`, en: `Pewter hare no. ${i}` }, base_unit: process.env.UNIT ?? 'EA', category: c.id })
  await post('partners', { name: 'Meier & Söhne GmbH', kind: 'company', segment: 'B2B', addresses: [{ kind: 'billing', address: { street_address_1: 'Hauptstr. 1', postal_code: '80331', city: 'München', country: 'DE' } }] })
  await post('payment-terms', { code: 'N30', title: { de: '30 Tage netto', en: '30 days net' } })
}
const go = async (path, name, width = 1440, height = 900, before) => { await page.setViewportSize({ width, height }); await page.goto(path); await page.waitForLoadState('networkidle'); await page.waitForTimeout(250); if (before) await before(page); await page.screenshot({ path: `/tmp/kshots/${name}.png` }) }
const { default: run } = await import(process.argv[2])
await run({ page, go, post, context, get: async (p) => (await context.request.get(`/api/v1/${p}`, { headers: h })).json(), axe: async (name) => { await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core') }).catch(() => page.evaluate(readFileSync('/work/main/node_modules/axe-core/axe.min.js', 'utf8'))); const v = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })); console.log('axe', name, v.violations.map((x) => x.id + ' ' + x.nodes.map((n) => n.target + ' ' + n.html.slice(0, 160)).slice(0, 3).join(' || '))) } })
console.log([...new Set(lines)].join('\n'))
await browser.close()
