/** Order, layout, selection and keys of a grid, without the grid. */
import { beforeEach, describe, expect, test } from 'vitest'
import { nextTick, ref } from 'vue'
import { destination } from './grid-keys.ts'
import { useGridLayout } from './grid-layout.ts'
import { useGridSelection } from './grid-selection.ts'
import { type GridColumn, narrowPlaces, nextOrder, readOrder } from './grid.ts'

beforeEach(() => localStorage.clear())

const columns: GridColumn[] = [
  { key: 'number', label: 'Number', width: 100, fixed: true },
  { key: 'partner', label: 'Partner', width: 200 },
  { key: 'day', label: 'Day' },
  { key: 'note', label: 'Note', hidden: true },
]
const keysOf = (list: readonly GridColumn[]) => list.map((column) => column.key)

describe('order', () => {
  test('a column goes up, down, and out of order', () => {
    expect(nextOrder('', 'name', false)).toBe('name')
    expect(nextOrder('name', 'name', false)).toBe('-name')
    expect(nextOrder('-name', 'name', false)).toBe('')
    expect(nextOrder('-name', 'day', false)).toBe('day')
  })
  test('with Shift the columns before it stay', () => {
    expect(nextOrder('-name', 'day', true)).toBe('-name,day')
    expect(nextOrder('-name,day', 'name', true)).toBe('day')
    expect(readOrder('-name,day')).toEqual([
      { key: 'name', descending: true },
      { key: 'day', descending: false },
    ])
  })
})

describe('layout', () => {
  test('starts as given, hides, shows and moves, and remembers', async () => {
    const layout = useGridLayout('test.a', columns)
    expect(keysOf(layout.visible.value)).toEqual(['number', 'partner', 'day'])
    layout.toggle('note')
    layout.toggle('partner')
    layout.toggle('number')
    layout.move('day', -1)
    expect(keysOf(layout.visible.value)).toEqual(['number', 'day', 'note'])
    await nextTick()
    expect(keysOf(useGridLayout('test.a', columns).visible.value)).toEqual(['number', 'day', 'note'])
    layout.reset()
    expect(keysOf(layout.visible.value)).toEqual(['number', 'partner', 'day'])
  })
  test('columns share the space until one is resized', () => {
    const layout = useGridLayout('test.b', columns)
    expect(layout.template.value).toBe('minmax(100px, 100fr) minmax(200px, 200fr) minmax(140px, 140fr)')
    layout.resize('partner', 12)
    expect(layout.template.value).toContain('56px')
    layout.resize('partner', null)
    expect(layout.template.value).toContain('minmax(200px, 200fr)')
  })
  test('a column that came later stands behind the remembered ones', async () => {
    useGridLayout('test.c', columns).move('day', -1)
    await nextTick()
    const more = [{ key: 'new', label: 'New' }, ...columns]
    expect(keysOf(useGridLayout('test.c', more).columns.value)).toEqual([
      'number',
      'day',
      'partner',
      'note',
      'new',
    ])
  })
})

test('selection toggles, extends from the last touched row, and takes all', () => {
  const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id }))
  const selected = ref<readonly string[]>([])
  const selection = useGridSelection(() => rows, selected)
  selection.toggle(1)
  selection.extend(3)
  expect(selected.value).toEqual(['b', 'c', 'd'])
  expect([selection.some.value, selection.all.value]).toEqual([true, false])
  selection.toggle(2)
  expect(selected.value).toEqual(['b', 'd'])
  selection.toggleAll()
  expect(selection.all.value).toBe(true)
  selection.toggleAll()
  expect(selected.value).toEqual([])
})

describe('keys', () => {
  const size = { rows: 100, columns: 5, page: 20 }
  const go = (key: string, more: KeyboardEventInit = {}, forward = 'ArrowRight') =>
    destination({ row: 10, column: 2 }, new KeyboardEvent('keydown', { key, ...more }), size, forward)
  test.each([
    ['ArrowDown', {}, 11, 2],
    ['ArrowUp', {}, 9, 2],
    ['ArrowRight', {}, 10, 3],
    ['ArrowLeft', {}, 10, 1],
    ['PageDown', {}, 30, 2],
    ['PageUp', {}, 0, 2],
    ['Home', {}, 10, 0],
    ['End', {}, 10, 4],
    ['Home', { ctrlKey: true }, 0, 0],
    ['End', { ctrlKey: true }, 99, 4],
    ['ArrowDown', { ctrlKey: true }, 99, 2],
  ])('%s %j', (key, more, row, column) => expect(go(key, more)).toEqual({ row, column }))
  test('right to left turns the arrows', () =>
    expect(go('ArrowLeft', {}, 'ArrowLeft')).toEqual({ row: 10, column: 3 }))
  test('other keys lead nowhere', () => expect(go('a')).toBeNull())
})

test('on a phone named places win over the first columns', () => {
  expect([...narrowPlaces(columns.slice(0, 3) as never)]).toEqual([
    ['number', 'title'],
    ['partner', 'line'],
    ['day', 'end'],
  ])
  const named = [
    { key: 'a', label: 'A' },
    { key: 'b', label: 'B', narrow: 'title' as const },
  ]
  expect([...narrowPlaces(named as never)]).toEqual([['b', 'title']])
})
