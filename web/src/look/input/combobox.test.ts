/** The reference picker: its ARIA pattern, its keys, and a typist who does not wait. */
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { show } from '#web/look/test-mount.ts'
import Combobox from './Combobox.vue'
import type { ComboboxOption } from './combobox.ts'
import { inputsSettled } from './unsettled.ts'

const partners: ComboboxOption[] = [
  { value: 'a', label: 'Hotel Seeblick', hint: '10021' },
  { value: 'b', label: 'Hotel Post' },
  { value: 'c', label: 'Hotel Alt', disabled: true },
  { value: 'd', label: 'Kunsthandlung Reiter' },
]

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function picker(props: Record<string, unknown> = {}) {
  const search = vi.fn(async (text: string) =>
    partners.filter((partner) => partner.label.toLowerCase().includes(text.toLowerCase())),
  )
  const wrapper = show(Combobox, { props: { search, ...props } } as never)
  const input = wrapper.find('input')
  const settle = async () => {
    await vi.advanceTimersByTimeAsync(200)
    await flushPromises()
  }
  const type = async (text: string) => {
    await input.setValue(text)
    await settle()
  }
  const press = (key: string, more = {}) => input.trigger('keydown', { key, ...more })
  const active = () => {
    const id = input.attributes('aria-activedescendant')
    return id === undefined ? undefined : document.getElementById(id)?.textContent?.trim()
  }
  return { wrapper, input, search, settle, type, press, active, text: () => input.element.value }
}

test('is a closed combobox until it is used, then controls a listbox', async () => {
  const { wrapper, input, type } = picker()
  expect(input.attributes()).toMatchObject({
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-autocomplete': 'list',
  })
  expect(input.attributes('aria-controls')).toBeUndefined()
  await type('hotel')
  const list = wrapper.find('[role="listbox"]')
  expect(input.attributes('aria-expanded')).toBe('true')
  expect(input.attributes('aria-controls')).toBe(list.attributes('id'))
  expect(list.attributes('aria-label')).toBe('Choices')
  expect(wrapper.findAll('[role="option"]')).toHaveLength(3)
})

test('the arrows move the highlight round the ends and past what cannot be chosen', async () => {
  const { type, press, active } = picker()
  await type('hotel')
  expect(active()).toContain('Hotel Seeblick')
  await press('ArrowDown')
  expect(active()).toBe('Hotel Post')
  await press('ArrowDown')
  expect(active()).toContain('Hotel Seeblick')
  await press('ArrowUp')
  expect(active()).toBe('Hotel Post')
})

test('Enter takes the highlighted option and does not send the form', async () => {
  const { wrapper, input, type, press, text } = picker()
  await type('post')
  const enter = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, bubbles: true })
  input.element.dispatchEvent(enter)
  await flushPromises()
  expect(enter.defaultPrevented).toBe(true)
  expect(wrapper.emitted('update:modelValue')).toEqual([['b']])
  expect(wrapper.emitted('select')?.[0]).toEqual([partners[1]])
  expect(text()).toBe('Hotel Post')
  expect(wrapper.find('[role="listbox"]').exists()).toBe(false)
  const again = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, bubbles: true })
  input.element.dispatchEvent(again)
  expect(again.defaultPrevented).toBe(false)
  await press('Escape')
})

test('a typist who goes on before the answer came gets what was meant', async () => {
  const { wrapper, input, press, settle, search, text } = picker()
  await input.setValue('kunst')
  await press('Tab')
  await input.trigger('blur')
  expect(search).not.toHaveBeenCalled()
  await settle()
  expect(wrapper.emitted('update:modelValue')).toEqual([['d']])
  expect(text()).toBe('Kunsthandlung Reiter')
})

test('Tab goes on once: not again where the choice itself has led on', async () => {
  const other = document.body.appendChild(document.createElement('input'))
  const tab = () => new KeyboardEvent('keydown', { key: 'Tab', cancelable: true, bubbles: true })
  for (const isLed of [true, false]) {
    const onSelect = () => isLed && other.focus()
    const { input, type } = picker({ onSelect })
    input.element.focus()
    await type('post')
    const event = tab()
    input.element.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(isLed)
  }
  other.remove()
})

test('who saves waits for a search that decides what was meant', async () => {
  const { wrapper, input, settle } = picker()
  await input.setValue('post')
  await input.trigger('blur')
  let chosen: unknown = 'saved too early'
  void inputsSettled().then(() => {
    chosen = wrapper.emitted('update:modelValue')?.at(-1)?.[0]
  })
  await settle()
  expect(chosen).toBe('b')
})

test('text that means nothing gives way to the value there was', async () => {
  const { wrapper, input, type, text } = picker({ modelValue: 'a', label: 'Hotel Seeblick' })
  await type('xyz')
  expect(wrapper.text()).toContain('Nothing found')
  await input.trigger('blur')
  expect(text()).toBe('Hotel Seeblick')
  expect(wrapper.emitted('update:modelValue')).toBeUndefined()
})

test('Escape closes the list, keeps the value, and keeps the dialog around it open', async () => {
  const outer = vi.fn()
  document.addEventListener('keydown', outer)
  const { wrapper, type, press, text } = picker({ modelValue: 'a', label: 'Hotel Seeblick' })
  await type('post')
  await press('Escape')
  expect(wrapper.find('[role="listbox"]').exists()).toBe(false)
  expect(text()).toBe('Hotel Seeblick')
  expect(outer).not.toHaveBeenCalled()
  document.removeEventListener('keydown', outer)
})

test('an emptied field means no value, unless one is needed', async () => {
  const one = picker({ modelValue: 'a', label: 'Hotel Seeblick' })
  await one.type('')
  await one.input.trigger('blur')
  expect(one.wrapper.emitted('update:modelValue')).toEqual([[null]])
  const needed = picker({ modelValue: 'a', label: 'Hotel Seeblick', clearable: false })
  await needed.type('')
  await needed.input.trigger('blur')
  expect(needed.wrapper.emitted('update:modelValue')).toBeUndefined()
  expect(needed.text()).toBe('Hotel Seeblick')
})

test('an older answer never replaces a newer one', async () => {
  const waiting: ((found: ComboboxOption[]) => void)[] = []
  const search = vi.fn(() => new Promise<ComboboxOption[]>((resolve) => waiting.push(resolve)))
  const { wrapper, type, settle } = picker({ search })
  await type('h')
  await type('ho')
  waiting[1]?.([{ value: 'n', label: 'Newer' }])
  waiting[0]?.([{ value: 'o', label: 'Older' }])
  await settle()
  expect(wrapper.findAll('[role="option"]').map((option) => option.text())).toEqual(['Newer'])
})

test('offers to create what was not found', async () => {
  const { wrapper, type, press } = picker({ creatable: true })
  await type('Neue GmbH')
  await press('ArrowDown')
  await press('Enter')
  expect(wrapper.emitted('create')).toEqual([['Neue GmbH']])
})

test('a failed search is said', async () => {
  const { wrapper, type } = picker({ search: async () => Promise.reject(new Error('down')) })
  await type('a')
  expect(wrapper.text()).toContain('The search failed')
})
