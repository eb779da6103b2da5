/** The colour of each state a record can be in. */
import type { Tone } from '#web/look/tones.ts'

const tones: Readonly<Record<Tone, string>> = {
  neutral: 'draft none closed cancelled archived inactive skipped unchanged waiting',
  info: 'sent confirmed open asked pending ordered',
  active: 'ready partly partly_paid partly_received running shipped',
  success: 'active accepted posted paid fully received released completed loaded granted',
  warning: 'expired discontinued suspended quarantine',
  danger: 'rejected blocked recalled failed',
}

const byState = new Map(
  Object.entries(tones).flatMap(([tone, states]) => states.split(' ').map((state) => [state, tone as Tone])),
)

export function toneOf(state: unknown): Tone {
  return byState.get(String(state)) ?? 'neutral'
}
