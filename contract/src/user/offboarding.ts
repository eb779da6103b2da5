/** Somebody leaves: what must be done before nothing of his is left open, step by step (USR-13). */
import { frozen, optional, readOnly } from '#contract/kit/field/field.ts'
import { day, instant, json, longText, reference, status } from '#contract/kit/field/kinds.ts'
import { type Row, resource } from '#contract/kit/resource.ts'

/** What Kontor does by itself, each at a word. */
export const automaticSteps = ['account', 'roles', 'requests', 'keys', 'charges'] as const
/** What it counts, until nothing is left or somebody has looked at it. */
const watchedSteps = ['sessions', 'devices', 'drafts'] as const
/** What only people can do; each is ticked. */
export const manualSteps = ['work', 'equipment', 'cards', 'other_systems'] as const
export const offboardingSteps = [...automaticSteps, ...watchedSteps, ...manualSteps]
export type OffboardingStep = (typeof offboardingSteps)[number]

/** One step as the screen shows it. */
export interface OffboardingState {
  readonly step: OffboardingStep
  readonly kind: 'automatic' | 'watched' | 'manual'
  /** What is still there, by record; nothing for what is no record. */
  readonly left: number
  readonly parts: readonly { readonly record: string; readonly count: number }[]
  readonly is_done: boolean
  readonly ticked_at: string | null
  readonly ticked_by_name: string | null
  readonly note: string
}

export const offboarding = resource('user.offboarding', {
  label: ['Offboarding', 'Offboardings'],
  scope: 'tenant',
  display: '{user}',
  fields: {
    user: frozen(reference('user.user_account')),
    reason: longText({ max: 1000 }),
    leaves_on: optional(day({ label: 'Last day' })),
    successor: optional(
      reference('user.user_account', { help: 'Takes over what the user is in charge of.' }),
    ),
    status: status('open', {
      open: { complete: 'completed', cancel: 'cancelled' },
      completed: {},
      cancelled: {},
    }),
    ticks: readOnly(json({ type: 'object' })),
    completed_at: readOnly(optional(instant({ label: 'Completed' }))),
    completed_by: readOnly(optional(reference('user.user_account'))),
  },
  editableWhile: ['open'],
  list: {
    columns: ['user', 'status', 'leaves_on', 'successor', 'created_at'],
    filters: ['user', 'status', 'leaves_on'],
    search: ['user.username'],
    order: ['created_at', 'leaves_on'],
    default: '-created_at',
  },
  form: [
    { fields: ['user', 'leaves_on', 'successor', 'reason'] },
    { title: 'State', fields: ['status', 'completed_at', 'completed_by'] },
  ],
})
export type Offboarding = Row<typeof offboarding>
