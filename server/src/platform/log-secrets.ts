/** Keeps secrets out of the log, also those that an error of somebody else's code brings along. */
import { stdSerializers } from 'pino'

/**
 * What of an error is shown: never the rows and values that PostgreSQL repeats (`detail`), a refused row with its
 * password's digest among them, and no connection that an error drags along.
 */
const shown = new Set(
  (
    'type message stack cause aggregateErrors name code severity where schema table column constraint file line ' +
    'routine statusCode status errno syscall address port path responseCode command'
  ).split(' '),
)

/** An error as pino shows it, and its causes, without what may hold values. */
export function withoutValues(error: Error): unknown {
  const described = stdSerializers.errWithCause(error) as unknown
  return typeof described === 'object' && described !== null ? reduced(described) : described
}

function reduced(described: object): object {
  const kept = Object.entries(described).filter(([name]) => shown.has(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, reducedField(name, value)]))
}

function reducedField(name: string, value: unknown): unknown {
  if (name === 'where') return typeof value === 'string' ? functionsIn(value) : undefined
  if (Array.isArray(value)) return value.map((item) => reducedField('', item))
  return typeof value === 'object' && value !== null ? reduced(value) : value
}

/** Where in the database it happened; the statements and documents that PostgreSQL quotes there stay out. */
function functionsIn(where: string): string {
  const lines = where
    .split('\n')
    .flatMap((line) => /^PL\/pgSQL function .* line \d+ at [A-Za-z ]+$/.exec(line) ?? [])
  return lines.join('\n')
}

const hidden = '***'

/** What a secret looks like wherever it stands. The last line of defence: nothing should get so far. */
const shapes: readonly (readonly [RegExp, string])[] = [
  // A JSON Web Token.
  [/\beyJ[\w-]{4,}\.[\w-]{4,}\.[\w-]*/g, hidden],
  [/\b(Bearer|Basic|ApiKey) +[^\s"',\\]{4,}/gi, `$1 ${hidden}`],
  [/\b(kontor_[a-z]+)=[^\s";,\\]+/g, `$1=${hidden}`],
  // Parameters of an address; a code or state of another provider's sign-in among them.
  [/([?&](?:\w*(?:token|secret|password|ticket|signature)|code|state|key)=)[^&\s"\\]+/gi, `$1${hidden}`],
  // The password of a connection.
  [/(\b[a-z][a-z+]{2,20}:\/\/[^\s:@/"]*:)[^\s@/"]+@/g, `$1${hidden}@`],
]

export function withoutSecrets(line: string): string {
  return shapes.reduce((text, [shape, replacement]) => text.replace(shape, replacement), line)
}
