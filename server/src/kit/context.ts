/** What a use case is given: who acts, where, when, and the one transaction it works in. */
import { Refusal } from '#contract/kit/failure.ts'
import { inTransaction, type Pool, type Row, type Settings } from '#server/platform/database.ts'
import { type Closing, closingStatement, openClosing } from './closing.ts'
import type { Identity } from './identity.ts'
import { mayTouch, type Written } from './write/written.ts'

export interface RequestFacts {
  readonly id: string
  readonly address: string
  readonly device: string
  readonly language: string
}

export interface DomainEvent {
  /** `sales.order_confirmed`: module, then what happened. */
  readonly name: string
  readonly recordId: string
  readonly organizationId: string | null
  readonly payload: Readonly<Record<string, unknown>>
}

export interface Context {
  readonly identity: Identity
  readonly tenantId: string
  /** The organization named by the request, if any. */
  readonly organizationId: string | null
  readonly now: Date
  readonly language: string
  readonly request: RequestFacts
  /** One statement in the transaction; statements sent without waiting travel together. */
  rows<R = Row>(text: string, values?: readonly unknown[]): Promise<R[]>
  /** The document last written, as the API shows it, until a statement may have changed it again. */
  written: Written | null
  /** Tells other modules in the same transaction, and the outside after commit. */
  emit(event: DomainEvent): void
  readonly events: DomainEvent[]
  /** Written by the last statement before COMMIT. */
  readonly closing: Closing
  /** The answer once given to the key of this request, if any; what statements give is handed out after it. */
  repeated: Promise<Row[]>
  afterCommit(work: () => void): void
  /**
   * Runs the statements of `work` with the tenant's whole list of organizations (DOMAIN 16):
   * only for rules that give back verdicts and numbers, never rows.
   */
  withWholeTenant<T>(work: () => Promise<T>): Promise<T>
}

export interface Caller {
  readonly identity: Identity
  readonly organizationId: string | null
  readonly request: RequestFacts
  /** The Idempotency-Key, if the request has one. */
  readonly key?: string | null
}

function settingsOf(caller: Caller, now: Date): Settings {
  const { identity } = caller
  return {
    tenantId: identity.tenantId,
    organizationId: caller.organizationId,
    organizationIds: identity.organizationIds,
    usableIds: identity.usableIds,
    userId: identity.userId,
    now,
    key: caller.key ?? null,
  }
}

const widen = `select set_config('erp.org_ids', ids, true), set_config('erp.use_ids', ids, true)
  from (select string_agg(id::text, ',') as ids from kontor.tenant_organizations() as id) as whole`
const narrow = `select set_config('erp.org_ids', $1, true), set_config('erp.use_ids', $2, true)`

/** True where a membership in the root reaches what stands below it: then there is nothing to widen. */
function reachesAll({ tenantId, memberships }: Identity): boolean {
  return memberships.some(({ organizationId, reaches }) => organizationId === tenantId && reaches.length > 1)
}

/** Opens a transaction for a caller and hands its context to `work`. */
export function inContext<T>(
  pool: Pool,
  caller: Caller,
  now: Date,
  work: (ctx: Context) => Promise<T>,
  mode: 'read' | 'write' = 'write',
): Promise<T> {
  const settings = settingsOf(caller, now)
  return inTransaction(
    pool,
    settings,
    async (transaction) => {
      const events: DomainEvent[] = []
      let depth = 0
      const ctx: Context = {
        identity: caller.identity,
        tenantId: caller.identity.tenantId,
        organizationId: caller.organizationId,
        now,
        language: caller.request.language,
        request: caller.request,
        rows: (text, values) => {
          if (ctx.written !== null && mayTouch(text, ctx.written)) ctx.written = null
          const sent = transaction.rows<never>(text, values)
          return ctx.repeated.then(() => sent)
        },
        written: null,
        events,
        closing: openClosing(),
        repeated: transaction.opened,
        emit: (event) => void events.push(event),
        afterCommit: transaction.afterCommit,
        withWholeTenant: async (inner) => {
          const widens = !reachesAll(caller.identity)
          if (depth++ === 0 && widens) void transaction.rows(widen)
          try {
            return await inner()
          } finally {
            if (--depth === 0 && widens) {
              void transaction.rows(narrow, [
                settings.organizationIds.join(','),
                settings.usableIds.join(','),
              ])
            }
          }
        },
      }
      const result = await work(ctx)
      const closing = closingStatement(ctx)
      if (closing !== null) transaction.last(closing.text, closing.values)
      return result
    },
    mode,
  )
}

/** The organization a write names: in the body, else by the header (RULINGS 2). */
export function targetOrganization(ctx: Context, given: unknown): string {
  const id = typeof given === 'string' && given !== '' ? given : ctx.organizationId
  if (id === null)
    throw new Refusal('kit.invalid', {}, [{ pointer: '/organization', code: 'kit.organization_missing' }])
  const node = ctx.identity.organizations.get(id)
  if (node === undefined) {
    const fault = {
      pointer: '/organization',
      code: 'kit.reference_missing',
      parameters: { record: 'organization.organization' },
    }
    throw new Refusal('kit.invalid', {}, [fault])
  }
  if (node.status !== 'active') {
    const record = 'organization.organization'
    throw new Refusal('kit.organization_closed', { record, organization: node.name, status: node.status })
  }
  return id
}
