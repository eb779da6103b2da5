/** What the tabs of one browser tell each other about the session they share. */
import { onScopeDispose } from 'vue'

type Message =
  | { readonly kind: 'stayed' }
  /** Signed in anew: the token of the session before serves no longer. */
  | { readonly kind: 'arrived'; readonly token: string }
  | { readonly kind: 'left' }

interface Hearing {
  readonly stayed: () => void
  readonly arrived: (token: string) => unknown
  readonly left: () => void
}

export function openTabs(hearing: Hearing) {
  const channel = new BroadcastChannel('kontor.session')
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'arrived') void hearing.arrived(data.token)
    else hearing[data.kind]()
  })
  onScopeDispose(() => channel.close())
  // The rule means windows; a channel reaches nobody but its own origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  return { tell: (message: Message) => channel.postMessage(message) }
}
