/** Every refusal by its code, as the modules registered them, and its sentence in the reader's language. */
import { type Failure, type Failures, kitFailures } from '#contract/kit/failure.ts'
import type { GermanFailures } from '#contract/kit/module.ts'
import { kitGerman } from '#contract/kit/texts.de.ts'

const failures = new Map<string, Failure>(Object.entries(kitFailures))
const german = new Map<string, { readonly text: string; readonly help?: string }>(Object.entries(kitGerman))

export function registerFailures(list: Failures, texts: GermanFailures = {}): void {
  for (const [code, failure] of Object.entries(list)) failures.set(code, failure)
  for (const [code, text] of Object.entries(texts)) german.set(code, text)
}

export function failureNamed(code: string): Failure | undefined {
  return failures.get(code)
}

export function textOf(code: string, failure: Failure, language: string): { text: string; help?: string } {
  return (language === 'de' ? german.get(code) : undefined) ?? failure
}
