/** What a definition cannot know: values that the rules of a record demand of a valid row. */
import type { RecordName } from '#contract/record-names.ts'
import { receive } from '#server/modules/sales/testing/shop.ts'
import { controllableCodes } from '#server/modules/user/duties/controllable.ts'
import { next } from '#contract/kit/field/fixture.ts'
import type { Body, Making } from './making.ts'

type Special = (world: Making, body: Body) => Promise<Body> | Body

/** Rows of the standard, by their keys: nobody makes these. */
export const existing: Partial<Record<RecordName, string>> = {
  'common.country': 'DE',
  'common.currency': 'EUR',
  'common.unit': 'EA',
  'organization.organization_type': 'Location/Branch',
  'products.tax_jurisdiction': 'DE',
  'products.tax_category': 'STANDARD',
  'user.role': 'viewer',
  'user.duty_rule': 'ship_and_invoice',
}

/** A valid IBAN that no row has yet. */
function iban(): string {
  const account = `DE00${String(next()).padStart(18, '0')}`
  const digits = [...account.slice(4), ...account.slice(0, 4)]
    .map((sign) => Number.parseInt(sign, 36))
    .join('')
  const check = String(98n - (BigInt(digits) % 97n)).padStart(2, '0')
  return `DE${check}${account.slice(4)}`
}

/** A day of its own, for rows that hold over a time. */
const freshDay = () => dayOf(2000, next())

const dayOf = (year: number, count: number) => new Date(Date.UTC(year, 0, count)).toISOString().slice(0, 10)

async function soldProduct(world: Making): Promise<string> {
  const made = await world.post('/api/v1/products/', {
    sku: `SOLD${next()}`,
    name: { en: 'Tankard' },
    base_unit: 'EA',
    tax_category: 'STANDARD',
  })
  await world.move('products', made.id, 'activate')
  return String(made.id)
}

async function line(world: Making): Promise<Body> {
  return { product: await soldProduct(world), quantity: '2', unit_price: '10' }
}

async function customer(world: Making): Promise<unknown> {
  const address = { country: 'DE', city: 'München' }
  const addresses = [{ kind: 'billing', is_primary: true, address }]
  return (await world.post('/api/v1/partners/', { name: `Customer ${next()}`, addresses })).id
}

/** A confirmed order whose goods are on the shelf. */
async function confirmedOrder(world: Making): Promise<any> {
  const warehouse = await world.shared('inventory.warehouse')
  const { product, ...rest } = await line(world)
  await receive({ ...world.server, ...world.company }, String(product), '5', warehouse)
  const partner = await customer(world)
  const order = await world.post('/api/v1/sales-orders/', {
    partner,
    warehouse,
    lines: [{ product, ...rest }],
  })
  return world.move('sales-orders', order.id, 'confirm')
}

async function shippedDelivery(world: Making): Promise<any> {
  const order = await confirmedOrder(world)
  const { id } = await world.post('/api/v1/deliveries/from-orders/', { orders: [order.id] })
  await world.move('deliveries', id, 'ready')
  return world.move('deliveries', id, 'ship')
}

/** Each is used once. */
let controls = 0

export const special: Partial<Record<RecordName, Special>> = {
  'user.sign_in_provider': () => {
    const [site, client_id] = ['https://login.example.org', 'kontor']
    const [authorization_url, token_url, userinfo_url] = [`${site}/auth`, `${site}/token`, `${site}/me`]
    return { issuer: site, client_id, authorization_url, token_url, userinfo_url }
  },
  'common.unit_conversion': async (world) => ({
    unit: (
      await world.post('/api/v1/uoms/', { code: `U${next()}`, name: `Unit ${next()}`, uom_type: 'Count' })
    ).id,
  }),
  'common.custom_field_definition': () => ({ record: 'products.product' }),
  'organization.organization': ({ company }) => ({ parent: company.root, end_date: undefined }),
  'organization.organization_membership': async (world) => ({
    user: (await world.post('/api/v1/users/', { username: `user${next()}`, display_name: 'Somebody' })).id,
  }),
  'organization.vat_registration': () => {
    const day = freshDay()
    return { country: 'AT', vat_id: `ATU${10_000_000 + next()}`, valid_from: day, valid_to: day }
  },
  'organization.fiscal_year': () => {
    const first = 2 * next()
    const days = { starts_on: dayOf(1600, first), ends_on: dayOf(1600, first + 1) }
    return { ...days, periods: [{ number: 1, ...days, is_sales_open: false }] }
  },
  'organization.bank_account': () => ({ iban: iban() }),
  'user.user_account': async (world) => ({ photo: await uploadPicture(world), preferences: {} }),
  'user.role': () => ({ field_rules: {}, row_rules: {} }),
  // A role that somebody else must approve, so that the row waits.
  'user.role_assignment': async (world) => ({
    user: (await world.post('/api/v1/users/', { username: `user${next()}`, display_name: 'Somebody' })).id,
    role: (
      await world.post('/api/v1/roles/', {
        code: `secret${next()}`,
        name: `Secret ${next()}`,
        is_sensitive: true,
      })
    ).id,
    kind: undefined,
    starts_at: undefined,
    ends_at: undefined,
  }),
  'user.factor_reset': async (world) => ({
    user: (await world.post('/api/v1/users/', { username: `user${next()}`, display_name: 'Somebody' })).id,
  }),
  'user.offboarding': async (world) => ({
    user: (await world.post('/api/v1/users/', { username: `user${next()}`, display_name: 'Somebody' })).id,
  }),
  'user.account_template': () => ({ preferences: {} }),
  'user.access_request': async (world) => ({
    role: (await world.post('/api/v1/roles/', { code: `wanted${next()}`, name: `Wanted ${next()}` })).id,
    permission: undefined,
    record: undefined,
    row_id: undefined,
    ends_at: undefined,
  }),
  'user.object_permission': async (world) => ({
    user: (await world.post('/api/v1/users/', { username: `user${next()}`, display_name: 'Somebody' })).id,
    role: undefined,
    record: 'common.tag',
    row_id: (await world.post('/api/v1/tags/', { name: `Tag ${next()}` })).id,
    ends_at: undefined,
  }),
  'user.duty_rule': () => ({ one_side: ['common.add_tag'], other_side: ['common.delete_tag'] }),
  'user.dual_control': () => ({ permission: controllableCodes[controls++ % controllableCodes.length] }),
  'user.access_review': () => ({ due_date: '2099-01-01', starts_on: undefined, deputy: undefined }),
  'contact.partner_company': async (world) => ({ partner: await customer(world) }),
  'contact.partner': (_, body) => ({
    vat_id: body.vat_id === undefined ? undefined : `DE${100_000_000 + next()}`,
  }),
  'products.product_company': () => ({ valid_from: freshDay() }),
  'products.product_image': async (world) => ({ file: await uploadPicture(world), is_primary: true }),
  'products.price': () => ({ valid_from: freshDay() }),
  'products.product': () => ({ variant_code: undefined, base_sku: undefined }),
  'inventory.stock_location': async (world) => ({ warehouse: await world.shared('inventory.warehouse') }),
  'inventory.product_warehouse': async (world) => ({ product: await soldProduct(world) }),
  'inventory.goods_receipt': async (world) => ({
    lines: [{ product: await soldProduct(world), quantity: '2', unit: 'EA' }],
  }),
  'inventory.stock_transfer': async (world) => ({
    to_warehouse: (
      await world.post('/api/v1/warehouses/', { name: 'Other', code: `W${next()}`, warehouse_type: 'OTHER' })
    ).id,
    lines: [{ product: await soldProduct(world), quantity: '2', unit: 'EA' }],
  }),
  'sales.quotation': async (world) => ({ partner: await customer(world), lines: [await line(world)] }),
  'sales.sales_order': async (world) => ({ partner: await customer(world), lines: [await line(world)] }),
  'sales.delivery': async (world) => {
    const { partner, warehouse, lines } = await confirmedOrder(world)
    return { partner, warehouse, lines: [{ sales_order_line: lines[0].id, quantity: '1' }] }
  },
  'sales.invoice': async (world) => {
    const { partner, lines } = await shippedDelivery(world)
    return { partner, lines: [{ delivery_line: lines[0].id, quantity: '1' }] }
  },
  'sales.payment': async (world) => ({ partner: await customer(world) }),
  'sales.customer_return': async (world) => {
    const { partner, warehouse, lines } = await shippedDelivery(world)
    return { partner, warehouse, lines: [{ delivery_line: lines[0].id, quantity: '1' }] }
  },
}

/** The smallest PNG there is. */
export const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export async function uploadPicture(world: Making): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([picture], { type: 'image/png' }), `picture-${next()}.png`)
  const { chief } = world
  const headers = { authorization: `Bearer ${await chief.token()}`, 'x-organization': world.company.root }
  const response = await fetch(`${chief.url}/api/v1/files/upload/`, { method: 'POST', headers, body: form })
  const answer = (await response.json()) as Body
  if (response.status !== 201) throw new Error(`no picture: ${JSON.stringify(answer)}`)
  return String(answer.id)
}

/** References of which a rule of the record speaks before the foreign key can: on the line, of the customer. */
export const ruledFirst: ReadonlySet<string> = new Set([
  'user.object_permission role',
  'products.product parent',
  'products.price_list pricing_tier',
  'products.price_list partner',
  'inventory.stock_location warehouse',
  'sales.quotation billing_address',
  'sales.quotation shipping_address',
  'sales.sales_order billing_address',
  'sales.sales_order shipping_address',
  'sales.delivery partner',
  'sales.delivery shipping_address',
  'sales.delivery warehouse',
  'sales.invoice partner',
  'sales.invoice billing_address',
  'sales.invoice currency',
  'sales.invoice payment_term',
  'sales.invoice credits',
  'sales.customer_return partner',
  'sales.customer_return warehouse',
])

/** Texts that are one of a list which only a rule knows. */
export const chosenTexts: ReadonlySet<string> = new Set(['user.dual_control permission'])

/** Optional fields that the server fills where they are left empty, or that a rule keeps filled. */
export const filledIn: ReadonlySet<string> = new Set([
  'user.sign_in_provider issuer',
  'user.sign_in_provider client_id',
  'organization.organization parent',
  'organization.vat_registration valid_from',
  'organization.vat_registration valid_to',
  'user.role_assignment starts_at',
  'user.duty_exception ends_at',
  'user.access_request role',
  'user.access_request approver',
  'inventory.goods_receipt receipt_date',
  'sales.quotation quotation_date',
  'sales.quotation valid_until',
  'sales.quotation billing_address',
  'sales.quotation shipping_address',
  'sales.quotation warehouse',
  'sales.quotation currency',
  'sales.quotation payment_term',
  'sales.sales_order order_date',
  'sales.sales_order billing_address',
  'sales.sales_order shipping_address',
  'sales.sales_order warehouse',
  'sales.sales_order currency',
  'sales.sales_order payment_term',
  'sales.delivery shipping_address',
  'sales.delivery planned_date',
  'sales.invoice billing_address',
  'sales.invoice invoice_date',
  'sales.invoice currency',
  'sales.invoice payment_term',
])

/** Records that are only read, made by a route of their own at the same address. */
export const madeByRoute: ReadonlySet<string> = new Set(['user.api_key'])
