/** What a new lookup record is called, in each of the spellings its files need. */

export interface RecordPlan {
  readonly module: string
  /** `surface_finish`: the table, and the last part of the record's name. */
  readonly table: string
  /** `surfaceFinish`: the constant. */
  readonly constant: string
  /** `surface-finish.ts` */
  readonly file: string
  /** `surface-finishes`: its address in the API. */
  readonly path: string
  readonly label: readonly [one: string, many: string]
}

/** `products.surface_finish`, with labels where the English plural is not made by an s. */
export function planRecord(name: string, one?: string, many?: string): RecordPlan {
  const [, module, table] = /^([a-z]+)\.([a-z]+(?:_[a-z]+)*)$/.exec(name) ?? []
  if (module === undefined || table === undefined) {
    throw new RangeError(`${name} is not <module>.<record> in lower case, such as products.surface_finish`)
  }
  const words = table.replaceAll('_', ' ')
  const label = one ?? words.charAt(0).toUpperCase() + words.slice(1)
  const labels = [label, many ?? pluralOf(label)] as const
  return {
    module,
    table,
    constant: table.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    file: `${table.replaceAll('_', '-')}.ts`,
    path: labels[1].toLowerCase().replaceAll(/[^a-z]+/g, '-'),
    label: labels,
  }
}

function pluralOf(label: string): string {
  if (/(s|x|z|ch|sh)$/.test(label)) return `${label}es`
  return /[^aeiou]y$/.test(label) ? `${label.slice(0, -1)}ies` : `${label}s`
}

/** A list of codes that each organization keeps for itself and those below it; fields are added by hand. */
export function definitionOf({ module, table, constant, label: [one, many] }: RecordPlan): string {
  return `/** ${one}: say here in one sentence what a row of it is. */
import { flag, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

export const ${constant} = resource('${module}.${table}', {
  label: ['${one}', '${many}'],
  scope: 'inherited',
  display: '{name}',
  key: 'code',
  fields: {
    code: text({ max: 40, format: 'code' }),
    name: text({ max: 100 }),
    is_active: flag({ default: true, label: 'Active' }),
  },
  unique: [['code']],
  list: {
    columns: ['code', 'name', 'is_active'],
    filters: ['is_active'],
    search: ['code', 'name'],
    order: ['code', 'name'],
    default: 'code',
  },
  form: [{ fields: ['code', 'name', 'is_active'] }],
})
`
}

/** In English, so that it reads; whoever knows the language replaces it. */
export function textsOf({ table, label: [one, many] }: RecordPlan): string {
  return `    ${table}: {
      label: ['${one}', '${many}'] as const,
      fields: { code: 'Code', name: 'Name', is_active: 'Active' },
      choices: {},
    },
`
}
