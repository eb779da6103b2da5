/** Which passwords are refused: too short, well known, or guessed from the name (RULINGS 7). */
import { type Fault, Refusal } from '#contract/kit/failure.ts'

const shortest = 12
const longest = 200

/** What people's passwords are made of; nothing of it counts as a secret. */
const commonWords =
  `password passwort passwd kennwort geheim secret welcome willkommen letmein admin administrator root
  master superman batman starwars pokemon princess prinzessin sunshine iloveyou schatz football
  fussball baseball basketball liverpool chelsea arsenal bayern muenchen berlin hamburg deutschland
  monkey dragon shadow michael jennifer jessica thomas daniel andreas computer internet samsung google
  microsoft windows office facebook linkedin default changeme test guest user login access hello hallo
  freedom whatever trustno flower summer sommer winter herbst autumn spring fruehling monday montag
  friday freitag sonntag kontor erp demo firma company qwerty qwertz asdf zxcv yxcv qazwsx abc`
    .split(/\s+/)
    .toSorted((left, right) => right.length - left.length)

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiopü',
  'asdfghjklöä',
  'zxcvbnm',
  'yxcvbnm',
]
const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** Refuses with the fault on the field of that name. */
export function mustBeGoodPassword(password: string, names: readonly string[], pointer: string): void {
  const fault = faultOf(password, names)
  if (fault !== null) throw new Refusal('kit.invalid', {}, [{ pointer, ...fault }])
}

function faultOf(password: string, names: readonly string[]): Omit<Fault, 'pointer'> | null {
  const length = [...password].length
  if (length < shortest) return { code: 'kit.too_short', parameters: { min: shortest } }
  if (length > longest) return { code: 'kit.too_long', parameters: { max: longest } }
  return secretLength(password, names) < 6 ? { code: 'user.password_common' } : null
}

/** How many characters are left when words, names, rows of keys and repetitions are taken out. */
export function secretLength(password: string, names: readonly string[]): number {
  const plain = password.normalize('NFKC').toLowerCase()
  const parts = names.flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u))
  const known = [...commonWords, ...parts.filter((part) => part.length >= 3)]
  return Math.min(left(plain, known), left(spelled(plain), known))
}

/** `p4$$w0rd` is `password`. */
function spelled(text: string): string {
  return [...text].map((letter) => leet[letter] ?? letter).join('')
}

function left(text: string, known: readonly string[]): number {
  let rest = text
  for (const word of known) rest = rest.replaceAll(word, ' ')
  rest = withoutRows(rest).replace(/(.{1,4}?)\1{2,}/gu, '$1')
  // A year or a day is the first thing anybody tries.
  rest = rest.replace(/(19|20)\d\d/g, '')
  return new Set(rest.replace(/\s/g, '')).size
}

function withoutRows(text: string): string {
  let rest = text
  for (const row of rows) {
    for (const line of [row, [...row].toReversed().join('')]) {
      for (let length = line.length; length >= 4; length -= 1) {
        for (let start = 0; start + length <= line.length; start += 1) {
          rest = rest.replaceAll(line.slice(start, start + length), ' ')
        }
      }
    }
  }
  return rest
}
