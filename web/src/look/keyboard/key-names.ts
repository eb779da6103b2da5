/** Keys as they stand on the reader's keyboard: `Ctrl K`, in German `Strg K`, on a Mac `⌘ K`. */
import { useLookTexts } from '#web/look/look-texts.ts'

const onMac = /Mac|iPhone|iPad/.test(navigator.platform)
const signs: Readonly<Record<string, string>> = { enter: '↵', up: '↑', down: '↓', left: '←', right: '→' }
const macSigns: Readonly<Record<string, string>> = { ctrl: '⌘', alt: '⌥', shift: '⇧', delete: '⌦' }
const named = ['ctrl', 'alt', 'shift', 'delete', 'escape', 'space'] as const

export function useKeyNames(): (keys: string) => readonly string[] {
  const t = useLookTexts()
  return (keys) =>
    keys.split(/[+ ]/).map((key) => {
      const name = named.find((one) => one === key)
      const sign = signs[key] ?? (onMac ? macSigns[key] : undefined)
      return sign ?? (name ? t(`keys.${name}`) : key.toUpperCase())
    })
}
