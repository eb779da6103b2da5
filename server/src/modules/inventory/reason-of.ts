/** The reason that a move must be given: `{reason: "text"}`. */
import { invalid } from '#contract/kit/failure.ts'
import { isObject } from '#contract/kit/field/value.ts'

export function reasonOf(body: unknown, longest: number): string {
  const given = isObject(body) && typeof body.reason === 'string' ? body.reason.trim() : ''
  if (given === '') throw invalid('/reason', 'kit.required')
  if (given.length <= longest) return given
  throw invalid('/reason', 'kit.too_long', { max: longest })
}
