/** Bank accounts: of a legal entity, with good check digits, one of them printed on invoices. */
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { bankAccount } from '#contract/organization/bank-account.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { updateRecords } from '#server/kit/write/save.ts'
import { mustBelongToLegalEntity } from './must-be-legal-entity.ts'

export const bankAccounts = serve(bankAccount, {
  beforeSave: async (drafts, ctx) => {
    mustHaveGoodIban(drafts)
    await mustBelongToLegalEntity(drafts, ctx)
    for (const draft of drafts) if (draft.values.is_default === true) await takeDefaultFromOthers(draft, ctx)
  },
})

function mustHaveGoodIban(drafts: readonly Draft[]): void {
  const faults: Fault[] = []
  for (const { values } of drafts) {
    values.iban = String(values.iban).replace(/\s/g, '').toUpperCase()
    if (!isIban(String(values.iban))) faults.push({ pointer: '/iban', code: 'organization.iban_wrong' })
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
}

/** ISO 13616: the first four characters go to the end, letters count from A = 10, and 1 is left of 97. */
export function isIban(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(iban)) return false
  const digits = [...iban.slice(4), ...iban.slice(0, 4)].map((letter) => Number.parseInt(letter, 36)).join('')
  return BigInt(digits) % 97n === 1n
}

async function takeDefaultFromOthers({ id, organizationId }: Draft, ctx: Context): Promise<void> {
  const text = `select id from bank_account
    where tenant_id = $1 and organization_id = $2 and is_default and id <> $3`
  const others = await ctx.rows<{ id: string }>(text, [ctx.tenantId, organizationId, id])
  const input = { is_default: false }
  const updates = others.map((other) => ({ id: other.id, input, mode: 'patch' as const, version: null }))
  if (updates.length > 0) await updateRecords(bankAccount, updates, ctx)
}
