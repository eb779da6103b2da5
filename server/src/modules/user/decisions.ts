/** What waits for the caller to decide it, whatever it is: for the start page, as the page of requests shows it. */
import { permissionOf, type Resource } from '#contract/kit/resource.ts'
import { listPath, type RecordName } from '#contract/record-names.ts'
import { accessRequest } from '#contract/user/access-request.ts'
import { dutyException } from '#contract/user/duty-exception.ts'
import { factorReset } from '#contract/user/factor-reset.ts'
import { roleAssignment } from '#contract/user/role-assignment.ts'
import { userAccount } from '#contract/user/user-account.ts'
import type { Context, Shown } from '#server/kit/context.ts'
import { may } from '#server/kit/rights.ts'
import { withPermissions } from '#server/kit/permissions.ts'
import { readPage } from '#server/kit/query/list.ts'
import { permissionLabel } from './access/permission-label.ts'
import { toConfirm } from './duties/pending-routes.ts'

export interface Waiting {
  readonly record: string
  readonly id: string
  /** What it is about, and who is concerned. */
  readonly what: string
  readonly who: string
  readonly since: string
}

interface Kind {
  readonly record: Resource
  readonly who: string
  readonly what: readonly string[]
}

const kinds: readonly Kind[] = [
  { record: accessRequest, who: 'requester_name', what: ['permission', 'role_name'] },
  { record: roleAssignment, who: 'user_name', what: ['role_name'] },
  { record: dutyException, who: 'user_name', what: ['rule_name'] },
  { record: factorReset, who: 'user_name', what: [] },
]

export async function decisionsOf(ctx: Context): Promise<readonly Waiting[]> {
  const found: Waiting[] = (await toConfirm(ctx)).map((each) => ({
    record: 'user.pending_action',
    id: each.id,
    what: permissionLabel(each.permission, ctx.language),
    who: each.asked_by_name,
    since: new Date(each.created_at).toISOString(),
  }))
  for (const kind of kinds) found.push(...(await waitingOf(kind, ctx)))
  found.push(...(await joiningOf(ctx)))
  return found.toSorted((one, other) => (one.since < other.since ? -1 : 1))
}

const joiningText = `select id, username as what, display_name as who, created_at as since from user_account
  where tenant_id = $1 and status = 'pending_approval' order by created_at limit 100`

/** Who has registered. Not read as rows of the record: to count them is not to look at them. */
async function joiningOf(ctx: Context): Promise<Waiting[]> {
  if (!may(ctx.identity, permissionOf(userAccount, 'approve'))) return []
  const rows = await ctx.rows<Omit<Waiting, 'record'>>(joiningText, [ctx.tenantId])
  return rows.map((row) => ({ ...row, record: userAccount.name, since: new Date(row.since).toISOString() }))
}

const decides = ['approve', 'reject']

async function waitingOf({ record, who, what }: Kind, ctx: Context): Promise<Waiting[]> {
  const verbs = decides.map((verb) => permissionOf(record, verb))
  if (!may(ctx.identity, permissionOf(record, 'view')) || !verbs.some((each) => may(ctx.identity, each)))
    return []
  const page = await readPage(
    record,
    { status: 'requested', page_size: '100' },
    ctx,
    listPath(record.name as RecordName),
  )
  const rows = await withPermissions(record, page.results, ctx)
  const labelOf = (row: Shown) => String(what.map((field) => row[field]).find(Boolean) ?? record.label[0])
  return rows.filter(isOpen).map((row) => ({
    record: record.name,
    id: String(row.id),
    what: row.permission ? permissionLabel(String(row.permission), ctx.language) : labelOf(row),
    who: String(row[who] ?? ''),
    since: String(row.created_at),
  }))
}

const isOpen = ({ _permissions: permissions }: Shown): boolean =>
  (permissions as { moves: readonly string[] }).moves.some((move) => decides.includes(move))
