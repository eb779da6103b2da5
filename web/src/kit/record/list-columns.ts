/** The columns of a record's list: those of the definition shown, all other fields to choose from. */
import { computed, type ComputedRef, type MaybeRefOrGetter, toValue } from 'vue'
import type { Kind } from '#contract/kit/field/field.ts'
import type { Resource } from '#contract/kit/resource.ts'
import { useCellText } from '#web/kit/field/cell-text.ts'
import type { GridColumn, NarrowPlace } from '#web/look/grid/grid.ts'
import { fieldNamed, hasOrganization, isNumeric, isState, kindShown, type RowData } from './fields.ts'
import { useRecordWords } from './record-words.ts'

const widths: Readonly<Partial<Record<Kind, number>>> = {
  flag: 90,
  date: 110,
  instant: 160,
  integer: 100,
  decimal: 110,
  money: 120,
  quantity: 120,
  choice: 140,
  status: 130,
  translated_text: 220,
  reference: 180,
  long_text: 240,
}
/** Whatever their kind: short ones, and what is longer than other names. */
const own: Record<string, number> = { code: 120, number: 120, lot: 120, product: 240, currency: 80, unit: 80 }
const unlisted: readonly Kind[] = ['lines', 'json', 'custom_fields', 'references']

function columnNames(record: Resource): { shown: readonly string[]; hidden: readonly string[] } {
  const known = record.list.columns.filter((name) => fieldNamed(record, name) !== undefined)
  // The first column is the link to the row, so it must not be a picture that may be missing.
  const isPicture = (name: string) => fieldNamed(record, name)?.to === 'common.file' && name === known[0]
  const shown = [...known.filter((name) => !isPicture(name)), ...known.filter(isPicture)]
  const isLedger = record.access?.includes('ledger') ?? false
  const others = Object.keys(record.fields).filter((name) => {
    const field = record.fields[name]
    return field !== undefined && !field.secret && !unlisted.includes(field.kind)
  })
  if (hasOrganization(record)) others.push('organization')
  if (!isLedger) others.push('created_at', 'updated_at')
  return { shown, hidden: others.filter((name) => !shown.includes(name)) }
}

/** On a phone: what it is and whose, at the end where it stands, below that how much or when. */
function narrowPlaces(record: Resource, shown: readonly string[]): ReadonlyMap<string, NarrowPlace> {
  const [title, line, ...others] = shown
  const kindOf = (name: string) => kindShown(fieldNamed(record, name) ?? { kind: 'text', mode: 'server' })
  const state = others.find((name) =>
    isState(name, fieldNamed(record, name) ?? { kind: 'text', mode: 'server' }),
  )
  const figures = others.filter((name) => ['money', 'quantity', 'date', 'instant'].includes(kindOf(name)))
  const figure =
    figures.findLast((name) => kindOf(name) === 'money' || kindOf(name) === 'quantity') ?? figures[0]
  const taken: readonly [string | undefined, NarrowPlace][] = [
    [title, 'title'],
    [line, 'line'],
    [state ?? figure ?? others.at(-1), 'end'],
    [state === undefined ? figures.find((name) => name !== figure) : figure, 'line_end'],
  ]
  return new Map(taken.filter((pair): pair is [string, NarrowPlace] => pair[0] !== undefined))
}

export function useListColumns(given: MaybeRefOrGetter<Resource>): ComputedRef<GridColumn<RowData>[]> {
  const words = useRecordWords(given)
  const textOf = useCellText(() => toValue(given))
  return computed(() => {
    const record = toValue(given)
    const { shown, hidden } = columnNames(record)
    const narrow = narrowPlaces(record, shown)
    return [...shown, ...hidden].map((name): GridColumn<RowData> => {
      const field = fieldNamed(record, name) ?? { kind: 'text', mode: 'server' }
      const kind = kindShown(field)
      return {
        key: name,
        label: words.value.field(name),
        width: own[name] ?? widths[kind] ?? 170,
        align: isNumeric(kind) ? 'end' : 'start',
        sortable: record.list.order.includes(name) || name === 'created_at',
        hidden: hidden.includes(name),
        text: (row) => textOf(name, row),
        ...(narrow.has(name) ? { narrow: narrow.get(name) } : {}),
      }
    })
  })
}
