/** A moment typed as day and time: by the reader's clock, in the page's language, kept in UTC. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { show } from '#web/look/test-mount.ts'
import { useZone } from '#web/look/words/zone.ts'
import InstantField from './InstantField.vue'
import { readTime } from './time.ts'

beforeEach(() => useZone('Europe/Berlin'))
afterEach(() => useZone(null))

function field(modelValue: string | null) {
  const wrapper = show(InstantField, { props: { modelValue }, language: 'de' } as never)
  const [day, time] = [wrapper.find('.date input'), wrapper.find('.parts > input')]
  return {
    wrapper,
    day,
    time,
    shown: () => [day, time].map((input) => (input.element as HTMLInputElement).value),
    last: () => wrapper.emitted('update:modelValue')?.at(-1)?.[0],
  }
}

test('times are read as people type them', () => {
  const cases = {
    '14:05': '14:05',
    '14.05': '14:05',
    1405: '14:05',
    905: '09:05',
    9: '09:00',
    '9 Uhr': '09:00',
  }
  for (const [text, time] of Object.entries(cases)) expect(readTime(text), text).toBe(time)
  expect([readTime('2 pm'), readTime('12 a.m.'), readTime('12:30 pm')]).toEqual(['14:00', '00:00', '12:30'])
  expect(readTime(' ')).toBeNull()
  for (const text of ['25:00', '9:60', '13 pm', 'noon', '1:5']) expect(readTime(text), text).toBeUndefined()
})

test('shows day and time of the reader’s clock and keeps what is typed in UTC', async () => {
  const { day, time, shown, last } = field('2026-07-01T22:30:15.000Z')
  expect(shown()).toEqual(['02.07.2026', '00:30'])
  await time.setValue('8:15')
  expect(last()).toBe('2026-07-02T06:15:00.000Z')
  await day.setValue('24.12.26')
  expect(last()).toBe('2026-12-24T07:15:00.000Z')
  await time.trigger('blur')
  expect(shown()[1]).toBe('08:15')
})

test('what is only looked at keeps its seconds', async () => {
  const { time, last } = field('2026-07-01T22:30:15.000Z')
  await time.setValue('0:30')
  await time.trigger('blur')
  expect(last()).toBeUndefined()
})

test('a day alone begins at midnight, no day is no moment', async () => {
  const { day, time, shown, last } = field(null)
  expect(shown()).toEqual(['', ''])
  await day.setValue('4.12.26')
  expect(last()).toBe('2026-12-03T23:00:00.000Z')
  await time.trigger('blur')
  expect(shown()[1]).toBe('00:00')
  await day.setValue('')
  expect(last()).toBeNull()
})

test('what is no time is said, and keeps the form from being sent', async () => {
  const { wrapper, time, last } = field('2026-07-01T22:30:00.000Z')
  await time.setValue('half past')
  await time.trigger('blur')
  expect(wrapper.emitted('fault')?.at(-1)).toEqual(['Das ist keine Uhrzeit.'])
  expect((time.element as HTMLInputElement).validationMessage).toBe('Das ist keine Uhrzeit.')
  expect(last()).toBeUndefined()
  await time.setValue('9')
  expect(wrapper.emitted('fault')?.at(-1)).toEqual([undefined])
})

test('a time is no moment until its day is there too, and that is said', async () => {
  const { wrapper, day, time, last } = field(null)
  await time.setValue('9:30')
  await time.trigger('blur')
  expect(wrapper.emitted('fault')).toEqual([['Der Tag fehlt.']])
  await day.setValue('4.12.26')
  expect(wrapper.emitted('fault')?.at(-1)).toEqual([undefined])
  expect(last()).toBe('2026-12-04T08:30:00.000Z')
})
