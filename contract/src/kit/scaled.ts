/** Exact numbers as whole multiples of 10^-scale: what the decimal strings are while they are worked on. */

/** Thrown for text that is no plain decimal: a fault of our code, since input passes `parseDecimal`. */
export class NotADecimal extends Error {
  constructor(text: unknown) {
    super(`not a decimal number: ${String(text).slice(0, 40)}`)
    this.name = 'NotADecimal'
  }
}

/** `digits` x 10^-`scale`. */
export interface Scaled {
  readonly digits: bigint
  readonly scale: number
}

const plain = /^-?\d+(?:\.\d+)?$/
/** Far above numeric(20,6); it keeps a hostile text from costing time, as reading digits is quadratic. */
const longest = 200
const powers = Array.from({ length: 2 * longest }, (_, exponent) => 10n ** BigInt(exponent))

/** 10^exponent. */
export function powerOfTen(exponent: number): bigint {
  return powers[exponent] ?? 10n ** BigInt(exponent)
}

/** Reads a plain decimal; zeros at the end of the fraction do not count. */
export function toScaled(text: string): Scaled {
  if (typeof text !== 'string' || text.length > longest || !plain.test(text)) throw new NotADecimal(text)
  const point = text.indexOf('.')
  if (point < 0) return { digits: BigInt(text), scale: 0 }
  let end = text.length
  while (text.charCodeAt(end - 1) === 48) end -= 1
  return { digits: BigInt(text.slice(0, point) + text.slice(point + 1, end)), scale: end - point - 1 }
}

/** The whole number nearest to `numerator / denominator`, halves away from zero. */
export function nearest(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new NotADecimal('a quotient by zero')
  const isNegative = numerator < 0n !== denominator < 0n
  const above = numerator < 0n ? -numerator : numerator
  const below = denominator < 0n ? -denominator : denominator
  const rounded = (2n * above + below) / (2n * below)
  return isNegative ? -rounded : rounded
}

/** How many units of 10^-`places` a number is, rounded half away from zero. */
export function toUnits(text: string, places: number): bigint {
  const { digits, scale } = toScaled(text)
  if (scale <= places) return digits * powerOfTen(places - scale)
  return nearest(digits, powerOfTen(scale - places))
}

/** Writes units of 10^-`places` with exactly that many places. */
export function fromUnits(units: bigint, places: number): string {
  if (places === 0) return units.toString()
  const text = (units < 0n ? -units : units).toString().padStart(places + 1, '0')
  const point = text.length - places
  return `${units < 0n ? '-' : ''}${text.slice(0, point)}.${text.slice(point)}`
}

/** Writes a number in its shortest form: no exponent, no zeros at the end of the fraction, no `-0`. */
export function fromScaled({ digits, scale }: Scaled): string {
  const text = fromUnits(digits, scale)
  if (scale === 0) return text
  let end = text.length
  while (text.charCodeAt(end - 1) === 48) end -= 1
  return text.slice(0, text.charCodeAt(end - 1) === 46 ? end - 1 : end)
}

/** round(product of `above` / product of `below`) in units of 10^-`places`, rounded once, at the end. */
export function quotientUnits(above: readonly Scaled[], below: readonly Scaled[], places: number): bigint {
  let numerator = 1n
  let denominator = 1n
  let shift = places
  for (const factor of above) {
    numerator *= factor.digits
    shift -= factor.scale
  }
  for (const factor of below) {
    denominator *= factor.digits
    shift += factor.scale
  }
  if (shift >= 0) return nearest(numerator * powerOfTen(shift), denominator)
  return nearest(numerator, denominator * powerOfTen(-shift))
}
