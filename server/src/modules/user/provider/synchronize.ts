/** Keeps accounts in step with a directory: plans, tells what it would do, and does it step by step (SSO-06). */
import { invalid, Refusal } from '#contract/kit/failure.ts'
import { userAccount } from '#contract/user/user-account.ts'
import { moveRecords } from '#server/kit/action.ts'
import { writeAudit } from '#server/kit/audit.ts'
import type { Caller, Context } from '#server/kit/context.ts'
import { inContext } from '#server/kit/in-context.ts'
import { tellEvents } from '#server/kit/events.ts'
import { updateRecords } from '#server/kit/write/save.ts'
import { inTransaction } from '#server/platform/database.ts'
import { noTenant, originOf } from '#server/modules/user/entering.ts'
import { identityFrom, type StoredIdentity } from '#server/modules/user/stored-identity.ts'
import type { Provider } from './enter-by-provider.ts'
import type { ProviderParts } from './provider-parts.ts'
import { followGroups } from './group-grants.ts'
import { listDirectory } from './list-directory.ts'
import { type Account, type GroupRole, isTooMany, planSync, type Step } from './plan-sync.ts'

interface Wish {
  /** Only tells what would be done. */
  readonly isTrial: boolean
  /** Somebody has seen how many would be shut out, and says so. */
  readonly acceptsGone: boolean
}

export interface Done {
  readonly steps: readonly (Step & { readonly refusal?: string })[]
  /** Nobody was shut out, since it would be so many that the search itself may be wrong. */
  readonly holds_back: boolean
}

const accountsText = `select u.id, u.username, u.display_name, u.email, u.status, e.subject,
    array(select g.group_role_id::text from group_grant g
      join group_role r on r.tenant_id = g.tenant_id and r.id = g.group_role_id and r.provider_id = $2
      join role_assignment a on a.tenant_id = g.tenant_id and a.id = g.assignment_id and a.status = 'approved'
      where g.tenant_id = u.tenant_id and g.user_id = u.id) as group_roles
  from user_account u
  left join external_identity e on e.tenant_id = u.tenant_id and e.user_id = u.id and e.provider_id = $2
  where u.tenant_id = $1 and u.kind in ('internal', 'external')`
const groupsText = 'select id, group_name from group_role where tenant_id = $1 and provider_id = $2'

export async function synchronize(
  parts: ProviderParts,
  caller: Caller,
  known: Provider,
  { isTrial, acceptsGone }: Wish,
): Promise<Done> {
  const { pool, now } = parts.server
  const { provider, tenantId } = known
  const entries = await listDirectory(known)
  const [accounts, groupRoles] = await inContext(pool, caller, now(), ({ rows }) =>
    Promise.all([
      rows<Account>(accountsText, [tenantId, provider.id]),
      rows<GroupRole>(groupsText, [tenantId, provider.id]),
    ]),
  )
  const planned = planSync(entries, accounts, groupRoles, provider)
  const holdsBack = !acceptsGone && isTooMany(planned, accounts)
  if (isTrial) return { steps: planned, holds_back: holdsBack }
  const steps: Done['steps'][number][] = []
  for (const step of planned) {
    if (step.what === 'gone' && holdsBack) continue
    steps.push(await attempt(parts, caller, known, step))
  }
  await note(parts, caller, known, steps, holdsBack)
  return { steps, holds_back: holdsBack }
}

/** Each in a transaction of its own: what cannot be done for one holds up nobody else. */
async function attempt(parts: ProviderParts, caller: Caller, known: Provider, step: Step) {
  try {
    await inContext(parts.server.pool, caller, parts.server.now(), async (ctx) => {
      await take(known, step, ctx)
      await tellEvents(ctx)
    })
    if (step.what === 'new' || step.what === 'link' || step.what === 'groups')
      await giveRoles(parts, caller, known, step.entry)
    return step
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ...step, refusal: error.faults[0]?.code ?? error.code }
  }
}

const reasons = { en: 'No longer in {provider}', de: 'Nicht mehr in {provider}' } as const
const moves = { suspend: 'suspend', deactivate: 'deactivate', keep: null } as const

async function take({ provider }: Provider, step: Step, ctx: Context): Promise<void> {
  const context = JSON.stringify({ ...originOf(ctx.request), method: 'ldap' })
  const now = ctx.now.toISOString()
  switch (step.what) {
    case 'new': {
      const { subject, username, name, email } = step.entry
      const text = 'select kontor.add_directory_person($1, $2, $3, $4, $5, $6, $7) as id'
      const values = [provider.id, subject, username, name, email, now, context]
      const [made] = await ctx.rows<{ id: string | null }>(text, values)
      if (!made?.id) throw invalid('/username', 'kit.taken')
      return
    }
    case 'link': {
      const values = [provider.id, step.userId, step.entry.subject, now, context]
      await ctx.rows('select kontor.link_identity($1, $2, $3, $4, $5)', values)
      return
    }
    case 'change': {
      const change = { id: step.userId, input: step.changes, mode: 'patch', version: null } as const
      await updateRecords(userAccount, [change], ctx)
      return
    }
    case 'gone': {
      const move = moves[provider.gone_people]
      const language = ctx.identity.language.startsWith('de') ? 'de' : 'en'
      const reason = reasons[language].replace('{provider}', provider.name)
      if (move !== null)
        await moveRecords(userAccount, move, [{ id: step.userId, version: null }], { reason }, ctx)
    }
  }
}

/** In the user's own name, as at a sign-in; nobody who may not sign in gets anything. */
async function giveRoles(
  parts: ProviderParts,
  { request }: Caller,
  { provider, tenantId }: Provider,
  { subject, groups }: { readonly subject: string; readonly groups: readonly string[] },
): Promise<void> {
  const { pool, now } = parts.server
  const settings = { ...noTenant, tenantId }
  const text = 'select kontor.identity_by_subject($1, $2, $3) as identity'
  const [found] = await inTransaction(pool, settings, ({ rows }) =>
    rows<{ identity: StoredIdentity | null }>(text, [provider.id, subject, now().toISOString()]),
  )
  if (found?.identity) await followGroups(parts, provider.id, identityFrom(found.identity), groups, request)
}

async function note(
  { server }: ProviderParts,
  caller: Caller,
  { provider }: Provider,
  steps: Done['steps'],
  holdsBack: boolean,
): Promise<void> {
  const counts: Record<string, number> = {}
  for (const { what, refusal } of steps) {
    const name = refusal === undefined ? what : 'refused'
    counts[name] = (counts[name] ?? 0) + 1
  }
  await inContext(server.pool, caller, server.now(), async (ctx) => {
    const text = 'update sign_in_provider set synchronized_at = $3 where tenant_id = $1 and id = $2'
    await ctx.rows(text, [ctx.tenantId, provider.id, ctx.now.toISOString()])
    if (steps.length === 0 && !holdsBack) return
    const entry = {
      action: 'DIRECTORY_SYNCHRONIZED',
      record: 'user.sign_in_provider',
      recordId: provider.id,
      label: provider.name,
      organizationId: null,
      changes: null,
      context: { ...counts, ...(holdsBack ? { holds_back: true } : {}) },
    } as const
    writeAudit([entry], ctx)
  })
}
