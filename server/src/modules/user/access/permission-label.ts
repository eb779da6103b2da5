/** A permission in the words of its reader: `Confirm sales order`, `Kundenauftrag: Bestätigen`. */
import { englishChoice, inSentence } from '#contract/kit/texts.ts'
import { recordOf } from '#server/kit/registry.ts'
import { wordsOf } from '#server/kit/words.ts'
import { type Permission, permissions } from '#server/modules/user/permission-codes.ts'

const germanVerbs: Readonly<Record<string, string>> = {
  view: 'Ansehen',
  add: 'Anlegen',
  change: 'Ändern',
  delete: 'Löschen',
  export: 'Exportieren',
  import: 'Importieren',
}

const known = new Map(permissions.map((permission): [string, Permission] => [permission.code, permission]))

export function permissionLabel(code: string, language: string): string {
  const permission = known.get(code)
  if (permission === undefined) return code
  const isGerman = language === 'de'
  if (permission.record === null) return permission.label?.[isGerman ? 1 : 0] ?? code
  const record = recordOf(permission.record)
  const words = wordsOf(record, language)
  if (!isGerman || words === undefined)
    return `${englishChoice(permission.verb)} ${inSentence(record.label[0])}`
  return `${words.label[0]}: ${germanVerbs[permission.verb] ?? words.moves?.[permission.verb] ?? permission.verb}`
}
