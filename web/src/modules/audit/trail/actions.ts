/** The actions of the trail by what they are about, and the colour that goes with each word. */
import { type AuditAction, auditActions } from '#contract/kit/audit-action.ts'
import type { Tone } from '#web/look/tones.ts'

const groups = ['record', 'sign_in', 'factor', 'key', 'access', 'system'] as const
export type ActionGroup = (typeof groups)[number]

/** By the first word of the action; what has none of these is the system's. */
const beginnings: Readonly<Record<string, ActionGroup>> = {
  ...of('record', 'CREATE UPDATE DELETE MOVE VIEW EXPORT IMPORT ERASE'),
  ...of('sign_in', 'LOGIN LOGOUT ACCOUNT EMAIL PASSWORD'),
  ...of('factor', 'FACTOR RECOVERY DEVICE'),
  ...of('key', 'SESSION TOKEN KEY CREDENTIAL SECRET'),
  ...of('access', 'PERMISSION ACCESS ELEVATION ACT OPERATOR DUAL DUTY REVIEW'),
}

function of(group: ActionGroup, words: string): Record<string, ActionGroup> {
  return Object.fromEntries(words.split(' ').map((word) => [word, group]))
}

function groupOf(action: string): ActionGroup {
  return beginnings[action.split('_')[0] ?? ''] ?? 'system'
}

export const actionsByGroup: readonly { group: ActionGroup; actions: readonly AuditAction[] }[] = groups.map(
  (group) => ({ group, actions: auditActions.filter((action) => groupOf(action) === group) }),
)

const alarming = /FAILED|DENIED|LOCKED$|REUSED|UNUSUAL|BROKEN|LATE|ALERT|CONFLICT|KEY_REFUSED/
const taking = /^DELETE|ERASE|REVOKE|DEACTIVATED|EXPIRED|REMOVED|REFUSED/

export function toneOf(action: string): Tone {
  if (action !== 'ACCOUNT_UNLOCKED' && alarming.test(action)) return 'danger'
  if (taking.test(action)) return 'warning'
  if (action === 'CREATE') return 'success'
  if (action === 'UPDATE' || action === 'MOVE') return 'active'
  return groupOf(action) === 'access' ? 'info' : 'neutral'
}
