/** What waits for a decision, whatever it is: requests, roles, exceptions, new accounts, actions of two persons. */
import { records } from '#contract/modules.ts'
import type { Page } from '#web/kit/client/api.ts'
import { api, connection } from '#web/kit/client/connection.ts'
import { useSession } from '#web/kit/client/session.ts'
import type { RowData } from '#web/kit/record/fields.ts'
import { apiPath } from '#web/kit/record/record-paths.ts'

const moves = ['approve', 'reject', 'withdraw', 'end', 'confirm', 'refuse'] as const
export type Move = (typeof moves)[number]
export type WaitingKind = 'asks' | 'gives' | 'excuse' | 'begun' | 'joins' | 'resets'

/** One card: who, what, where, why, and what may be done with it. */
export interface Waiting {
  readonly id: string
  readonly record: string
  readonly kind: WaitingKind
  readonly who: string
  readonly whoId: string
  readonly what: string
  readonly where: string
  readonly reason: string
  readonly decision: string
  readonly status: string
  readonly isUrgent: boolean
  readonly isOneRow: boolean
  readonly approver: string
  readonly decidedAt: string | null
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly createdAt: string | null
  readonly expiresAt: string | null
  readonly moves: readonly Move[]
  readonly version: number | undefined
  readonly row: RowData
  /** Of an action that takes two persons. */
  readonly begun?: Begun
}

export interface Decision {
  readonly path: string
  readonly move: Move
  readonly version: number | undefined
  readonly name: string
  readonly detail: string
  /** An end may be set with it. */
  readonly mayEnd: boolean
}

const text = (value: unknown) => (typeof value === 'string' ? value : '')
const instant = (value: unknown) => text(value) || null

export function waitingOf(record: string, kind: WaitingKind, row: RowData, labelOf: Labels): Waiting {
  const allowed = row._permissions?.moves ?? []
  return {
    id: row.id,
    record,
    kind,
    who: text(row.requester_name ?? row.user_name),
    whoId: text(row.requester ?? row.user),
    what: text(row.permission ? labelOf(text(row.permission)) : (row.role_name ?? row.rule_name)),
    where: text(row.organization_name),
    reason: text(row.justification ?? row.reason),
    decision: text(row.decision),
    status: text(row.status),
    isUrgent: row.is_urgent === true,
    isOneRow: text(row.row_id) !== '',
    approver: text(row.decided_by_name ?? row.approved_by_name ?? row.approver_name),
    decidedAt: instant(row.decided_at),
    startsAt: instant(row.starts_at),
    endsAt: instant(row.ends_at),
    createdAt: instant(row.created_at),
    expiresAt: null,
    moves: moves.filter((move) => allowed.includes(move)),
    version: row.version,
    row,
  }
}

/** Somebody who has registered and waits to be let in. */
const joining = (row: RowData): Waiting => ({
  ...waitingOf('user.user_account', 'joins', row, String),
  who: text(row.display_name),
  whoId: row.id,
  what: [row.username, row.email].map(text).filter(Boolean).join(', '),
})

/** Second factors that somebody has lost; who asked for it is not who decides. */
const resetting = (row: RowData): Waiting => ({
  ...waitingOf('user.factor_reset', 'resets', row, String),
  who: text(row.requested_by_name),
  whoId: text(row.requested_by),
  what: text(row.user_name),
})

export type Labels = (permission: string) => string

/** What one person has begun: the action, the row it is about, and what it would change. */
export interface Begun {
  readonly id: string
  readonly label: string
  readonly place_name: string | null
  readonly asked_by: string
  readonly asked_by_name: string
  readonly created_at: string
  readonly expires_at: string
  readonly record?: string | null
  readonly row_id?: string | null
  readonly row_label?: string
  readonly changes?: Readonly<Record<string, { readonly old: unknown; readonly new: unknown }>>
}

const begunOf = (begun: Begun, own: readonly Move[]): Waiting => ({
  ...waitingOf('user.pending_action', 'begun', { id: begun.id }, String),
  who: begun.asked_by_name,
  whoId: begun.asked_by,
  what: begun.label,
  where: begun.place_name ?? '',
  status: 'requested',
  createdAt: begun.created_at,
  expiresAt: begun.expires_at,
  moves: own,
  begun,
})

async function rowsOf(
  record: string,
  query: Readonly<Record<string, string | number>>,
): Promise<readonly RowData[]> {
  const known = records.get(record)
  if (known === undefined) return []
  const page = await api.get<Page<RowData>>(apiPath(known), { query: { page_size: 100, ...query } })
  return page.results
}

/** What this reader may decide, and what they asked for themselves. */
export async function readWaiting(): Promise<{ toDecide: Waiting[]; mine: Waiting[] }> {
  const session = useSession()
  const me = session.user?.id ?? ''
  const open = { status: 'requested' }
  const sees = (code: string) => session.mayAnywhere(code)
  const [asked, own, given, excuses, joins, resets, actions, labels] = await Promise.all([
    rowsOf('user.access_request', open),
    rowsOf('user.access_request', { requester: me }),
    sees('user.view_roleassignment') ? rowsOf('user.role_assignment', open) : [],
    sees('user.view_dutyexception') ? rowsOf('user.duty_exception', open) : [],
    sees('user.approve_useraccount') ? rowsOf('user.user_account', { status: 'pending_approval' }) : [],
    sees('user.view_factorreset') ? rowsOf('user.factor_reset', open) : [],
    api.get<{ to_confirm: readonly Begun[]; begun: readonly Begun[] }>('pending-actions/mine/'),
    readLabels(),
  ])
  const of = (record: string, kind: WaitingKind, rows: readonly RowData[]) =>
    rows.map((row) => waitingOf(record, kind, row, labels))
  const isForMe = (one: Waiting) =>
    one.whoId !== me && one.moves.some((move) => ['approve', 'reject'].includes(move))
  return {
    toDecide: [
      ...of('user.access_request', 'asks', asked).filter(isForMe),
      ...of('user.role_assignment', 'gives', given).filter(isForMe),
      ...of('user.duty_exception', 'excuse', excuses).filter(isForMe),
      ...joins.map(joining).filter(isForMe),
      ...resets
        .map(resetting)
        .filter(isForMe)
        .filter(({ row }) => row.user !== me),
      ...actions.to_confirm.map((one) => begunOf(one, ['confirm', 'refuse'])),
    ].toSorted((a, b) => Number(b.isUrgent) - Number(a.isUrgent)),
    mine: [
      ...of('user.access_request', 'asks', own).map((one) => ({
        ...one,
        moves: one.moves.filter((move) => move === 'withdraw'),
      })),
      ...resets
        .map(resetting)
        .filter(({ whoId }) => whoId === me)
        .map((one) => ({ ...one, moves: one.moves.filter((move) => move === 'withdraw') })),
      ...actions.begun.map((one) => begunOf(one, ['withdraw'])),
    ],
  }
}

/** A permission by its words, for those who may see the list of permissions; else by its code. */
async function readLabels(): Promise<Labels> {
  const session = useSession()
  if (!session.mayAnywhere('user.view_role')) return String
  const key = connection.language
  labels[key] ??= api
    .get<{ results: readonly { code: string; label: string }[] }>('permissions/')
    .then(({ results }) => new Map(results.map(({ code, label }) => [code, label])))
  const known = await labels[key]
  return (code) => known.get(code) ?? code
}
const labels: Record<string, Promise<ReadonlyMap<string, string>>> = {}

/** Withdrawing what one has begun oneself is refusing it, for the server. */
export function decisionOn(waiting: Waiting, move: Move): Decision {
  const record = records.get(waiting.record)
  const sent = waiting.kind === 'begun' && move === 'withdraw' ? 'refuse' : move
  return {
    path: record ? apiPath(record, waiting.id, sent) : '',
    move,
    version: waiting.version,
    name: waiting.what,
    detail: [waiting.who, waiting.where].filter(Boolean).join(' · '),
    mayEnd: waiting.kind === 'asks' && move === 'approve',
  }
}
