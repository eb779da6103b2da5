/** Which choice a cell means: by its value as programs write it, or by its word in any of our languages. */
import type { Resource } from '#contract/kit/resource.ts'
import { choiceWord } from '#server/kit/words.ts'

/** What names no choice, or more than one, stays as it is, so that the field's own check refuses it. */
export function choiceNamed(record: Resource, name: string, text: string): string {
  const choices = record.fields[name]?.choices ?? []
  if (choices.includes(text)) return text
  const wanted = text.trim().toLowerCase()
  const meant = choices.filter((choice) =>
    [choice, choiceWord(record, name, choice, 'en'), choiceWord(record, name, choice, 'de')].some(
      (word) => word.toLowerCase() === wanted,
    ),
  )
  return meant.length === 1 ? String(meant[0]) : text
}
