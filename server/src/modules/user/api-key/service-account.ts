/** Service accounts: each makes the user that its keys act as; switched off, that user and its keys end. */
import { serviceAccount } from '#contract/user/service-account.ts'
import { type AuditEntry, writeAudit } from '#server/kit/audit.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { newId } from '#server/kit/write/identifier.ts'
import { holdingWhatTheyHold } from '#server/modules/user/access/passing.ts'
import { mustHoldWhatTheyHold } from '#server/modules/user/held-permissions.ts'

export const serviceAccounts = serve(serviceAccount, {
  beforeSave: prepare,
  async suits(rows, ctx) {
    const held = await holdingWhatTheyHold(rows, 'account', ctx)
    return (verb, { id }) => verb === 'delete' || held.has(id)
  },
  afterDelete: async (rows, ctx) => {
    for (const { account } of rows) await switchUser(String(account), false, ctx)
  },
})

async function prepare(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const kept = drafts.filter(({ before }) => before !== null)
  await mustHoldWhatTheyHold(
    kept.map(({ values }) => String(values.account)),
    ctx,
  )
  for (const draft of drafts) {
    const { values, before } = draft
    if (before === null) values.account = await makeUser(draft, ctx)
    else if (before.name !== values.name) await renameUser(draft, ctx)
    const wasActive = before === null || before.is_active === true
    if (wasActive !== (values.is_active === true)) {
      await switchUser(String(values.account), values.is_active === true, ctx)
    }
  }
}

async function makeUser({ values }: Draft, ctx: Context): Promise<string> {
  const id = newId()
  const username = `service.${id}`
  const text = `insert into user_account (tenant_id, id, username, display_name, kind, status, created_by,
      updated_by)
    values ($1, $2, $3, $4, 'api', 'active', $5, $5)`
  await ctx.rows(text, [ctx.tenantId, id, username, values.name, ctx.identity.userId])
  note('CREATE', id, username, ctx)
  return id
}

async function renameUser({ values }: Draft, ctx: Context): Promise<void> {
  const text = `update user_account set display_name = $3, version = version + 1, updated_at = $4, updated_by = $5
    where tenant_id = $1 and id = $2`
  const id = String(values.account)
  await ctx.rows(text, [ctx.tenantId, id, values.name, ctx.now.toISOString(), ctx.identity.userId])
  note('UPDATE', id, String(values.name), ctx)
}

async function switchUser(id: string, isActive: boolean, ctx: Context): Promise<void> {
  const text = `update user_account set status = $3, status_reason = $4, version = version + 1, updated_at = $5,
    updated_by = $6 where tenant_id = $1 and id = $2`
  const [status, reason] = isActive ? ['active', ''] : ['inactive', 'The service account was switched off.']
  await ctx.rows(text, [ctx.tenantId, id, status, reason, ctx.now.toISOString(), ctx.identity.userId])
  note('UPDATE', id, String(status), ctx)
}

function note(action: string, id: string, label: string, ctx: Context): void {
  const entry: AuditEntry = {
    action,
    record: 'user.user_account',
    recordId: id,
    label,
    organizationId: null,
    changes: null,
  }
  writeAudit([entry], ctx)
}
