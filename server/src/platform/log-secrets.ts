/** Keeps secrets out of the log, also those that an error of somebody else's code brings along. */
import { stdSerializers } from 'pino'

/** In these PostgreSQL repeats rows and values of statements, the passwords' digests of a refused row among them. */
const withValues = ['detail', 'internalQuery', 'parameters']

/** An error as pino shows it, and its causes, without the fields that hold values. */
export function withoutValues(error: Error): unknown {
  const described = stdSerializers.errWithCause(error) as unknown
  if (typeof described === 'object' && described !== null) strip(described as Record<string, unknown>)
  return described
}

function strip(described: Record<string, unknown>): void {
  for (const name of withValues) delete described[name]
  if (typeof described.where === 'string') described.where = functionsIn(described.where)
  for (const inner of [described.cause, ...[described.aggregateErrors ?? []].flat()]) {
    if (typeof inner === 'object' && inner !== null) strip(inner as Record<string, unknown>)
  }
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
