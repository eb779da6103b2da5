/** What is said to screen readers: nothing takes the place of what was said in the same breath. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { announce, liveMessages } from './live.ts'

const spoken = () => liveMessages.polite.map(({ text }) => text)

describe('what is announced', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    // What the screens of other tests have said.
    liveMessages.polite.splice(0)
  })
  afterEach(() => {
    vi.runAllTimers()
    vi.useRealTimers()
  })

  test('stands beside what was said before, and goes after a while', () => {
    announce('The session has ended')
    announce('Security')
    expect(spoken()).toEqual(['The session has ended', 'Security'])
    vi.runAllTimers()
    expect(spoken()).toEqual([])
  })

  test('stands there anew where it is said again', () => {
    announce('Saved')
    const [before] = liveMessages.polite
    announce('Profile')
    announce('Saved')
    expect(spoken()).toEqual(['Profile', 'Saved'])
    expect(liveMessages.polite.at(-1)?.id).not.toBe(before?.id)
  })
})
