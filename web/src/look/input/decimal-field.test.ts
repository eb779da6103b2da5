/** Typing numbers: what the page gets while the reader types, and what stands in the field afterwards. */
import { expect, test } from 'vitest'
import { show } from '#web/look/test-mount.ts'
import DecimalField from './DecimalField.vue'

function field(props: Record<string, unknown>, language: 'en' | 'de' = 'de') {
  const wrapper = show(DecimalField, { props, language } as never)
  const input = wrapper.find('input')
  return {
    wrapper,
    input,
    shown: () => input.element.value,
    last: () => wrapper.emitted('update:modelValue')?.at(-1)?.[0],
  }
}

test('shows the language’s point and least digits, and writes them again when left', async () => {
  const { input, shown, last } = field({ modelValue: '1234.500000', least: 2 })
  expect(shown()).toBe('1234,50')
  await input.setValue('7')
  expect(last()).toBe('7')
  await input.trigger('blur')
  expect(shown()).toBe('7,00')
})

test('the model is canonical while the reader’s own writing stays', async () => {
  const { input, shown, last } = field({ modelValue: null })
  input.element.focus()
  await input.setValue('1.234,50')
  expect(last()).toBe('1234.5')
  expect(shown()).toBe('1.234,50')
})

test('an emptied field is null', async () => {
  const { input, last } = field({ modelValue: '5' })
  await input.setValue('')
  expect(last()).toBeNull()
})

test('what is no number is said, marked, and keeps the form from being sent', async () => {
  const { wrapper, input, shown, last } = field({ modelValue: '5' })
  await input.setValue('5 Stück')
  expect(last()).toBeUndefined()
  expect(wrapper.emitted('fault')?.at(-1)).toEqual(['Das ist keine Zahl.'])
  expect(input.attributes('aria-invalid')).toBe('true')
  expect(input.element.validationMessage).toBe('Das ist keine Zahl.')
  await input.trigger('blur')
  expect(shown()).toBe('5 Stück')
  await input.setValue('6')
  expect(wrapper.emitted('fault')?.at(-1)).toEqual([undefined])
  expect(input.element.validationMessage).toBe('')
})

test('too many digits are refused, not rounded', async () => {
  const { wrapper, input, last } = field({ modelValue: '1', places: 2 }, 'en')
  await input.setValue('1.999')
  expect(last()).toBeUndefined()
  expect(wrapper.emitted('fault')?.at(-1)).toEqual(['At most 2 digits behind the decimal point.'])
})

test('a new value from outside replaces the text', async () => {
  const { wrapper, shown } = field({ modelValue: '1' })
  await wrapper.setProps({ modelValue: '2.25' } as never)
  expect(shown()).toBe('2,25')
})

test('a share is shown and typed in percent and kept as a fraction', async () => {
  const { wrapper, input, shown, last } = field({ modelValue: '0.049', places: 5, share: true })
  expect(shown()).toBe('4,9')
  expect(wrapper.find('.suffix').text()).toBe('%')
  await input.setValue('19 %')
  expect(last()).toBe('0.19')
  await input.trigger('blur')
  expect(shown()).toBe('19')
  await input.setValue('8,875')
  expect(last()).toBe('0.08875')
  await input.setValue('8,8755')
  expect(wrapper.emitted('fault')?.at(-1)).toEqual(['Höchstens 3 Nachkommastellen.'])
  await input.setValue('')
  expect(last()).toBeNull()
})
