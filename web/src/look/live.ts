/** Says things to screen readers; the shell holds the two live regions. */
import { shallowReactive } from 'vue'

export interface Spoken {
  readonly id: number
  readonly text: string
}

type Urgency = 'polite' | 'assertive'

export const liveMessages: Readonly<Record<Urgency, Spoken[]>> = {
  polite: shallowReactive([]),
  assertive: shallowReactive([]),
}

/** Long enough for whatever else is said in the same breath: the one must not take the place of the other. */
const stayInMilliseconds = 5000
let last = 0

/** A repeated message is said again, for it stands there anew. */
export function announce(text: string, urgency: Urgency = 'polite'): void {
  const spoken = liveMessages[urgency]
  const one = { id: ++last, text }
  forget(({ text: said }) => said === text)
  spoken.push(one)
  setTimeout(() => forget(({ id }) => id === one.id), stayInMilliseconds)

  function forget(isIt: (one: Spoken) => boolean): void {
    const at = spoken.findIndex(isIt)
    if (at >= 0) spoken.splice(at, 1)
  }
}
