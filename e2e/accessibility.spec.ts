/** Every own page, a list, a form and a tree under axe: in English and light, in German and dark. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { faultsSeen } from './kit/accessibility.ts'
import { type Clerk, startClerk } from './kit/kontor.ts'

let clerk: Clerk
before(async () => {
  clerk = await startClerk('demo')
})
after(() => clerk?.stop())

/** A record's page is that of the first row of its list; `?` narrows the list. */
const everywhere = [
  '',
  'sales/quotations/new',
  'sales/payments/new',
  'inventory/stock-balances',
  'products/products/?kind=variant',
  'contact/partners?search=Laden',
  'contact/partners/?is_customer=true',
  'inventory/stock-locations',
]
/** The other journeys look at these in English and light. */
const documents = [
  'sales/quotations/?status=sent',
  'sales/sales-orders/?status=confirmed',
  'sales/deliveries/?status=ready',
  'sales/invoices/?status=posted',
  'transfer/import',
]

/** Contrast follows the theme and names follow the language: two of the four pairs see all of both. */
const looks = [
  { language: 'en', colorScheme: 'light', width: 1440, pages: everywhere },
  { language: 'de', colorScheme: 'dark', width: 390, pages: [...everywhere, ...documents] },
] as const

async function addressOf(page: string): Promise<string> {
  const [list = '', query] = page.split('/?')
  if (query === undefined) return page
  const answer = await clerk.context.request.get(`/api/v1/${list.split('/')[1]}/?${query}&page_size=1`)
  const { results } = await answer.json()
  assert.equal(results.length, 1, `the demo company has no ${page}`)
  return `${list}/${results[0].id}`
}

for (const { language, colorScheme, width, pages } of looks) {
  test(`nothing is found in ${language}, ${colorScheme}, ${width} pixels wide`, async () => {
    const { page } = clerk
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme })
    const found: string[] = []
    for (const one of pages) {
      await page.goto(`/${language}/${await addressOf(one)}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      found.push(...(await faultsSeen(page)).map((fault) => `${one}: ${fault}`))
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      if (Number(overflow) > 0) found.push(`${one}: ${overflow} pixels wider than the screen`)
    }
    assert.deepEqual(found, [])
    assert.deepEqual(clerk.complaints, [])
  })
}
