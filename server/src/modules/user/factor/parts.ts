/** What every step of signing in works with. */
import type { AuditAction } from '#contract/kit/audit-action.ts'
import type { Identity } from '#server/kit/identity.ts'
import type { RequestFacts } from '#server/kit/context.ts'
import type { Transaction } from '#server/platform/database.ts'
import { queueMail } from '#server/platform/mail.ts'
import { originOf } from '#server/modules/user/entering.ts'
import { type LetterKind, mailText } from './mail-texts.ts'
import type { Parameters } from '#contract/kit/failure.ts'

export type Rows = Transaction['rows']

export type Channel = 'browser' | 'program'

export interface Entry {
  readonly channel: Channel
  readonly facts: RequestFacts
  readonly now: Date
  /** Of the cookie of a trusted device. */
  readonly device: string | null
}

const auditText = `insert into audit_log (tenant_id, user_id, actor_name, action, record, record_id,
    record_label, context)
  values ($1, $2::uuid, $3, $4, 'user.user_account', $2::text, $5, $6)`

/** Notes what somebody did with his own account, where no context of a caller exists yet. */
export async function noteOwn(
  action: AuditAction,
  identity: Identity,
  facts: RequestFacts,
  rows: Rows,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { tenantId, userId, displayName, userName } = identity
  const context = JSON.stringify({ ...originOf(facts), ...more })
  await rows(auditText, [tenantId, userId, displayName, action, userName, context])
}

/** Writes to somebody about his own account, where it has an address. */
export async function writeToUser(
  kind: LetterKind,
  identity: Identity,
  rows: Rows,
  parameters: Parameters = {},
): Promise<void> {
  const address = await addressOf(identity, rows)
  if (address === null) return
  const letter = mailText(kind, identity.language, parameters)
  await queueMail(rows, { userId: identity.userId, to: address, ...letter })
}

export async function addressOf({ tenantId, userId }: Identity, rows: Rows): Promise<string | null> {
  const text = 'select email from user_account where tenant_id = $1 and id = $2'
  const [row] = await rows<{ email: string | null }>(text, [tenantId, userId])
  return row?.email ?? null
}
