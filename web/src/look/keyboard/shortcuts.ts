/** Keyboard shortcuts: pages register theirs, one listener serves them, and the `?` dialog lists them. */
import { computed, onScopeDispose, shallowReactive } from 'vue'
import { remembered } from '#web/look/remembered.ts'

export interface Shortcut {
  /** `ctrl+k`, `?`, or a sequence: `g o`. Ctrl means Command on a Mac. */
  readonly keys: string
  readonly label: () => string
  /** Heading in the dialog. */
  readonly group: () => string
  readonly run: () => void
  /** Also while typing in a field; keys with Ctrl always do. */
  readonly whileTyping?: boolean
}

const registered = shallowReactive(new Set<Shortcut>())

/** Single keys can be switched off: they disturb speech input (WCAG 2.1.4). */
export const singleKeys = remembered('single_keys', true)

export const shortcuts = computed(() => [...registered])

/** Registers shortcuts for as long as the calling component lives. */
export function useShortcuts(list: readonly Shortcut[]): void {
  for (const shortcut of list) registered.add(shortcut)
  onScopeDispose(() => {
    for (const shortcut of list) registered.delete(shortcut)
  })
}

const patienceInMilliseconds = 1200
let before = ''
let beforeAt = 0

/** Runs the shortcut an event means; the latest registered wins. The shell listens once on the window. */
export function handleShortcut(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const stroke = strokeOf(event)
  if (stroke === null) return
  const sequence = event.timeStamp - beforeAt < patienceInMilliseconds ? `${before} ${stroke}` : stroke
  const candidates = [...registered].toReversed()
  const shortcut =
    candidates.find((one) => one.keys === sequence && applies(one, event)) ??
    candidates.find((one) => one.keys === stroke && applies(one, event))
  before = stroke
  beforeAt = event.timeStamp
  if (!shortcut) return
  event.preventDefault()
  before = ''
  shortcut.run()
}

function strokeOf(event: KeyboardEvent): string | null {
  const key = event.key.toLowerCase()
  if (['control', 'shift', 'alt', 'meta'].includes(key)) return null
  const named = key.length > 1
  return [
    event.ctrlKey || event.metaKey ? 'ctrl+' : '',
    event.altKey ? 'alt+' : '',
    event.shiftKey && (named || event.ctrlKey || event.metaKey) ? 'shift+' : '',
    key,
  ].join('')
}

function applies(shortcut: Shortcut, event: KeyboardEvent): boolean {
  if (shortcut.keys.includes('ctrl+') || shortcut.keys.includes('alt+')) return true
  return singleKeys.value && (shortcut.whileTyping === true || !isTyping(event.target))
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('[role="dialog"], [role="menu"]')) return true
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
