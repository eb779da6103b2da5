/** The keyboard of document lines, and errors where they are. */
import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { show } from '#web/look/test-mount.ts'
import LineGrid from './LineGrid.vue'

interface TestLine {
  key: string
  product: string | null
  quantity: string | null
}
const columns = [
  { key: 'product', label: 'Product' },
  { key: 'quantity', label: 'Quantity', kind: 'decimal' },
  { key: 'amount', label: 'Amount', kind: 'none' },
]
const line = (key: string, product: string | null, quantity: string | null): TestLine => ({
  key,
  product,
  quantity,
})

/** A page that holds the lines, as every page does. */
function grid(start: TestLine[], more: Record<string, unknown> = {}) {
  const lines = ref(start)
  const changes: unknown[] = []
  let made = 0
  const page = defineComponent({
    setup: () => () =>
      h(LineGrid as never, {
        lines: lines.value,
        'onUpdate:lines': (next: TestLine[]) => {
          lines.value = next
        },
        onChange: (change: unknown) => changes.push(change),
        columns,
        label: 'Lines',
        blank: () => line(`new${made++}`, null, null),
        isBlank: (one: TestLine) => !one.product && !one.quantity,
        ...more,
      }),
  })
  const wrapper = show(page)
  const place = () => document.activeElement?.closest<HTMLElement>('[data-line-cell]')?.dataset.lineCell
  const focus = (cell: string) =>
    wrapper.find<HTMLInputElement>(`[data-line-cell="${cell}"] input`).element.focus()
  const press = async (key: string, options: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options })
    document.activeElement?.dispatchEvent(event)
    await flushPromises()
    return event
  }
  return { wrapper, lines, changes, place, focus, press }
}

test('Enter goes from cell to cell and behind the last one begins a new line', async () => {
  const { lines, place, focus, press } = grid([line('a', 'Cup', '1')])
  focus('0:product')
  await press('Enter')
  expect(place()).toBe('0:quantity')
  await press('Enter')
  expect(lines.value).toHaveLength(2)
  expect(place()).toBe('1:product')
  await press('Enter', { shiftKey: true })
  expect(place()).toBe('0:quantity')
})

test('Tab behind a filled last line begins a new one, behind an empty one it leaves the grid', async () => {
  const { lines, place, focus, press } = grid([line('a', 'Cup', '1')])
  focus('0:quantity')
  expect((await press('Tab')).defaultPrevented).toBe(true)
  expect(place()).toBe('1:product')
  focus('1:quantity')
  expect((await press('Tab')).defaultPrevented).toBe(false)
  expect(lines.value).toHaveLength(2)
})

test('arrows go to the same cell of the next line', async () => {
  const { place, focus, press } = grid([line('a', 'Cup', '1'), line('b', 'Plate', '2')])
  focus('0:quantity')
  await press('ArrowDown')
  expect(place()).toBe('1:quantity')
  await press('ArrowDown')
  expect(place()).toBe('1:quantity')
  await press('ArrowUp')
  expect(place()).toBe('0:quantity')
})

test('Ctrl+Delete removes the line, keeps the column, and can be undone', async () => {
  const { wrapper, lines, place, focus, press } = grid([line('a', 'Cup', '1'), line('b', 'Plate', '2')])
  focus('0:quantity')
  await press('Delete', { ctrlKey: true })
  expect(lines.value.map((one) => one.key)).toEqual(['b'])
  expect(place()).toBe('0:quantity')
  const undo = wrapper.findAll('button').find((button) => button.text() === 'Undo removal')
  await undo?.trigger('click')
  await flushPromises()
  expect(lines.value.map((one) => one.key)).toEqual(['a', 'b'])
})

test('the last line removed leaves an empty one to type into', async () => {
  const { lines, focus, press } = grid([line('a', 'Cup', '1')])
  focus('0:product')
  await press('Delete', { ctrlKey: true })
  expect(lines.value).toHaveLength(1)
  expect(lines.value[0]).toMatchObject({ product: null, quantity: null })
})

test('Ctrl+Shift with an arrow moves the line and the cursor with it', async () => {
  const { lines, place, focus, press } = grid([line('a', 'Cup', '1'), line('b', 'Plate', '2')])
  focus('0:product')
  await press('ArrowDown', { ctrlKey: true, shiftKey: true })
  expect(lines.value.map((one) => one.key)).toEqual(['b', 'a'])
  expect(place()).toBe('1:product')
})

test('typing changes one line and tells which cell', async () => {
  const { wrapper, lines, changes } = grid([line('a', 'Cup', '1'), line('b', 'Plate', '2')])
  await wrapper.find('[data-line-cell="1:quantity"] input').setValue('2.5')
  expect(lines.value[1]).toMatchObject({ product: 'Plate', quantity: '2.5' })
  expect(lines.value[0]).toMatchObject({ quantity: '1' })
  expect(changes).toEqual([
    { index: 1, key: 'quantity', line: { key: 'b', product: 'Plate', quantity: '2.5' } },
  ])
})

test('a fault stands in its cell and is tied to its input', () => {
  const { wrapper } = grid([line('a', 'Cup', '0')], { errors: { '0/quantity': 'At least 1.' } })
  const cell = wrapper.find('[data-line-cell="0:quantity"]')
  const input = cell.find('input')
  expect(input.attributes('aria-invalid')).toBe('true')
  expect(input.attributes('aria-label')).toBe('Quantity, line 1')
  expect(document.getElementById(input.attributes('aria-describedby') ?? '')?.textContent?.trim()).toBe(
    'At least 1.',
  )
  expect(wrapper.find('[data-line-cell="0:product"] input').attributes('aria-invalid')).toBeUndefined()
})

test('what is wrong with a line as a whole, or where no column is, stands at its first cell', () => {
  const errors = {
    '0/quantity': 'Too many',
    '1': 'Counted twice',
    '1/place': 'Elsewhere',
    '1/quantity/0': 'No',
  }
  const { wrapper } = grid([line('a', 'Cup', '1'), line('b', 'Cup', '1')], { errors })
  const said = (cell: string) => wrapper.findAll(`[data-line-cell="${cell}"] .error`).map((one) => one.text())
  const cells = ['0:product', '0:quantity', '1:product', '1:quantity', '1:amount']
  expect(cells.map(said)).toEqual([[], ['Too many'], ['Counted twice'], ['No'], []])
})

test('a text that is no number says so in its cell and to the page, until it is one or its line is gone', async () => {
  const faults: unknown[] = []
  const { wrapper } = grid([line('a', 'Cup', '1'), line('b', 'Plate', '2')], {
    onFault: (message: unknown) => faults.push(message),
  })
  const cell = () => wrapper.find('[data-line-cell="1:quantity"]')
  await cell().find('input').setValue('two')
  expect(cell().find('input').attributes('aria-invalid')).toBe('true')
  expect(cell().find('.error').text()).not.toBe('')
  await cell().find('input').setValue('3')
  expect(cell().find('.error').exists()).toBe(false)
  await cell().find('input').setValue('two')
  await wrapper.findAll('tbody button')[1]?.trigger('click')
  await flushPromises()
  expect(faults).toEqual([expect.any(String), undefined, expect.any(String), undefined])
})

test('two values that come in one turn both stay, as a chosen product and its unit do', async () => {
  const { wrapper, lines } = grid([line('a', null, null)])
  for (const [cell, text] of [
    ['0:product', 'Cup'],
    ['0:quantity', '3'],
  ] as const) {
    const { element } = wrapper.find<HTMLInputElement>(`[data-line-cell="${cell}"] input`)
    element.value = text
    element.dispatchEvent(new Event('input'))
  }
  await flushPromises()
  expect(lines.value).toEqual([line('a', 'Cup', '3')])
})

test('lines that are only read have no inputs and no buttons', () => {
  const { wrapper } = grid([line('a', 'Cup', '1')], { readonly: true })
  expect(wrapper.findAll('input')).toHaveLength(0)
  expect(wrapper.findAll('button')).toHaveLength(0)
  expect(wrapper.text()).toContain('Cup')
})

test('a choice that comes late takes nobody on who has gone on already', async () => {
  const next: Record<string, () => void> = {}
  const page = () =>
    h(
      LineGrid as never,
      {
        lines: [line('a', 'Cup', '1')],
        columns: [...columns, { key: 'note', label: 'Note' }],
        label: 'Lines',
      },
      {
        'edit-product': (slot: { next: () => void }) => {
          next.product = slot.next
          return h('input')
        },
      },
    )
  const wrapper = show(defineComponent({ setup: () => page }))
  const place = () => document.activeElement?.closest<HTMLElement>('[data-line-cell]')?.dataset.lineCell
  wrapper.find<HTMLInputElement>('[data-line-cell="0:quantity"] input').element.focus()
  next.product?.()
  expect(place()).toBe('0:quantity')
  wrapper.find<HTMLInputElement>('[data-line-cell="0:product"] input').element.focus()
  next.product?.()
  expect(place()).toBe('0:quantity')
})
