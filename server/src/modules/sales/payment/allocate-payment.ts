/** Later allocations of a payment's rest, and the taking back of one (DOMAIN 8). */
import { isObject } from '#contract/kit/field/value.ts'
import { negate } from '#contract/kit/decimal.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { refuse } from '#contract/sales/failures.ts'
import { payment } from '#contract/sales/payment.ts'
import { paymentAllocation } from '#contract/sales/payment-allocation.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { rowAnswer } from '#server/kit/http/record-routes.ts'
import type { Call, Routes } from '#server/kit/http/route.ts'
import { may, mustHave } from '#server/kit/rights.ts'
import { resolveKey } from '#server/kit/query/by-key.ts'
import { readRows } from '#server/kit/query/read.ts'
import type { Draft } from '#server/kit/served.ts'
import { newId } from '#server/kit/write/identifier.ts'
import { mustBeFaultless, prepare } from '#server/kit/write/prepare.ts'
import { writeRows } from '#server/kit/write/statements.ts'
import { mustNotExceed, resolveAllocations } from './allocate.ts'
import { correctTaxes, takeBackCorrections } from './correct-taxes.ts'
import { allocatedText } from './payment.ts'
import { lockItems } from './settle-items.ts'

const permission = permissionOf(payment, 'add')

export const allocationRoutes: Routes = [
  {
    method: 'POST',
    path: '/api/v1/payments/:key/allocate/',
    permission,
    summary: 'Sets the rest of a payment against open items.',
    run: allocate,
  },
  {
    method: 'POST',
    path: '/api/v1/payment-allocations/:key/reverse/',
    permission,
    summary: 'Takes an allocation back; the item is open again.',
    run: reverse,
  },
]

interface StoredPayment {
  readonly id: string
  readonly number: string
  readonly organization: string
  readonly partner: string
  readonly direction: 'in' | 'out'
  readonly date: string
  readonly currency: string | null
  readonly amount: string
  readonly allocated: string
}

const paymentText = `select t.id, t.number, t.organization_id as organization, t.partner_id as partner,
  t.direction, t.payment_date as date, t.currency_id as currency, trim_scale(t.amount)::text as amount,
  trim_scale(${allocatedText})::text as allocated
from payment t where t.tenant_id = $1 and t.id = $2`
const lockText = 'select id from payment where tenant_id = $1 and id = $2 for no key update'

async function allocate(ctx: Context, call: Call) {
  const id = await resolveKey(payment, call.params.key ?? '', ctx)
  const [, [stored]] = await Promise.all([
    ctx.rows(lockText, [ctx.tenantId, id]),
    ctx.rows<StoredPayment>(paymentText, [ctx.tenantId, id]),
  ])
  mustReach(stored?.organization, ctx)
  if (stored === undefined) throw new Refusal('kit.not_found')
  const drafts = await draftsOf(call.body, stored, ctx)
  const allocations = await resolveAllocations(stored, drafts, ctx)
  mustNotExceed(stored.amount, stored.allocated, allocations)
  await insertAll(
    allocations.map(({ draft }) => draft),
    stored,
    ctx,
  )
  await correctTaxes(allocations, ctx)
  tell('sales.payment_allocated', stored.id, stored.organization, ctx)
  return rowAnswer(payment, id, ctx)
}

function mustReach(organization: string | undefined, ctx: Context): void {
  if (organization === undefined || !may(ctx.identity, permissionOf(payment, 'view'), organization)) {
    throw new Refusal('kit.not_found')
  }
  mustHave(ctx.identity, permission, organization)
}

async function draftsOf(body: unknown, stored: StoredPayment, ctx: Context): Promise<Draft[]> {
  const given = isObject(body) && Array.isArray(body.allocations) ? body.allocations : []
  const faults: Fault[] = []
  if (given.length === 0) faults.push({ pointer: '/allocations', code: 'kit.required' })
  const drafts: Draft[] = []
  for (const [index, input] of given.entries()) {
    const row = isObject(input) ? { ...input, payment: stored.id } : input
    const at = `/allocations/${index}`
    drafts.push(await prepare(paymentAllocation, row, 'create', null, stored.organization, ctx, faults, at))
  }
  mustBeFaultless(faults)
  return drafts
}

async function insertAll(drafts: readonly Draft[], of: { id: string; number: string }, ctx: Context) {
  const entries = drafts.map(({ id, organizationId, values }) => ({
    action: 'CREATE',
    record: payment.name,
    recordId: of.id,
    label: of.number,
    organizationId,
    changes: { [`allocations.${id}`]: { old: null, new: values } },
  }))
  writeAudit(entries, ctx)
  await Promise.all(writeRows(paymentAllocation, drafts, ctx))
}

function tell(name: string, recordId: string, organizationId: string, ctx: Context): void {
  ctx.emit({ name, recordId, organizationId, payload: {} })
}

interface StoredAllocation {
  readonly id: string
  readonly organization: string
  readonly payment: string | null
  readonly number: string | null
  readonly open_item: string
  readonly credit_item: string | null
  readonly invoice: string | null
  readonly kind: string
  readonly amount: string
  readonly is_reversed: boolean
}

const allocationText = `select a.id, a.organization_id as organization, a.payment_id as payment, p.number,
  a.open_item_id as open_item, a.credit_item_id as credit_item, a.invoice_id as invoice, a.kind,
  trim_scale(a.amount)::text as amount, exists (select from payment_allocation r
    where r.tenant_id = a.tenant_id and r.reverses_id = a.id) as is_reversed
from payment_allocation a
left join payment p on p.tenant_id = a.tenant_id and p.id = a.payment_id
where a.tenant_id = $1 and a.id = $2`

/** A row that takes off the negative of what was taken off; the row itself stays (DOMAIN 8). */
async function reverse(ctx: Context, call: Call) {
  const id = await resolveKey(paymentAllocation, call.params.key ?? '', ctx)
  const find = async () => (await ctx.rows<StoredAllocation>(allocationText, [ctx.tenantId, id]))[0]
  const found = await find()
  mustReach(found?.organization, ctx)
  if (found === undefined) throw new Refusal('kit.not_found')
  await lockItems([], [found.open_item, ...(found.credit_item ? [found.credit_item] : [])], ctx)
  const isReversed = (await find())?.is_reversed
  if (isReversed || found.kind === 'reversal') refuse('sales.already_reversed')
  const { organization, open_item, credit_item, invoice, amount } = found
  const reversal: Draft = {
    id: newId(),
    organizationId: organization,
    before: null,
    values: {
      payment: found.payment,
      open_item,
      credit_item,
      invoice,
      kind: 'reversal',
      amount: negate(amount),
      reverses: id,
    },
    sent: new Set(),
    lines: {},
  }
  await insertAll([reversal], { id: found.payment ?? id, number: found.number ?? '' }, ctx)
  await takeBackCorrections(id, reversal.id, ctx)
  tell('sales.payment_allocation_reversed', found.payment ?? id, organization, ctx)
  const [row] = await readRows(paymentAllocation, [reversal.id], ctx)
  return { status: 201, body: row }
}
