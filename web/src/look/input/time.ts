/** Reads the times of day people type: `14:05`, `14.05`, `1405`, `9`, `2 pm`. */

/** `HH:MM`, null for nothing, undefined when it is no time. */
export function readTime(text: string): string | null | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/\s*uhr$/, '')
  if (plain === '') return null
  const match = /^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?(?:m\.?)?$/.exec(plain)
  if (!match) return undefined
  const [, hours = '', minutes = '00', half] = match
  const hour = half === undefined ? Number(hours) : halfDay(Number(hours), half)
  if (hour === undefined || hour > 23 || Number(minutes) > 59) return undefined
  return `${String(hour).padStart(2, '0')}:${minutes}`
}

/** 12 am is midnight and 12 pm is noon. */
function halfDay(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined
  return (hour % 12) + (half === 'p' ? 12 : 0)
}
