/** What a use case is given: who acts, where, when, and the one transaction it works in. */
import { invalid, Refusal } from '#contract/kit/failure.ts'
import type { Resource } from '#contract/kit/resource.ts'
import type { Row } from '#server/platform/database.ts'
import type { Identity } from './identity.ts'

/** A row as the API shows it. */
export type Shown = Record<string, unknown>

/** The document last written, with its lines by field. */
export interface Written {
  readonly record: Resource
  readonly head: Shown
  readonly lines: ReadonlyMap<string, readonly Shown[]>
  readonly tables: ReadonlySet<string>
  readonly ahead: Ahead | null
}

/** What an answer says beside a document's own rows, asked in the packet that wrote them. */
export interface Ahead {
  /** Names by record and id. */
  readonly labels: ReadonlyMap<string, ReadonlyMap<string, string | null>>
  /** Links and computed fields by id. */
  readonly derived: ReadonlyMap<unknown, Shown>
  /** As the context counted when it was asked: true while nothing more was written. */
  readonly writes: number
}

export interface StoredAnswer {
  readonly key: string
  readonly route: string
  readonly digest: Buffer
  readonly status: number
  readonly answer: Buffer
}

export interface Closing {
  /** Rows as `kontor.close_call` reads them. */
  readonly trail: object[]
  readonly personal: object[]
  readonly events: object[]
  answer: StoredAnswer | null
}

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
  /** How many statements were sent that may have written something. */
  writes: number
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

/** The organization a write names: in the body, else by the header (RULINGS 2). */
export function targetOrganization(ctx: Context, given: unknown): string {
  const id = typeof given === 'string' && given !== '' ? given : ctx.organizationId
  if (id === null) throw invalid('/organization', 'kit.organization_missing')
  const node = ctx.identity.organizations.get(id)
  if (node === undefined) {
    throw invalid('/organization', 'kit.reference_missing', { record: 'organization.organization' })
  }
  if (node.status !== 'active') {
    const record = 'organization.organization'
    throw new Refusal('kit.organization_closed', { record, organization: node.name, status: node.status })
  }
  return id
}
