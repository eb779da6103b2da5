/** The one place that turns a failure into an answer (RFC 9457) in the reader's language. */
import { type Fault, invalid, Refusal } from '#contract/kit/failure.ts'
import { failureNamed, textOf } from './catalogue.ts'
import { inWords, recordOfTable, sentence } from './words.ts'

export interface Problem {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  /** True where nobody expected it: the log gets everything, the caller nothing. */
  readonly isUnknown: boolean
}

export function problemOf(error: unknown, language: string, requestId: string): Problem {
  const refusal = error instanceof Refusal ? error : fromDatabase(error)
  const failure = refusal === null ? undefined : failureNamed(refusal.code)
  if (refusal === null || failure === undefined) {
    const body = {
      type: 'about:blank',
      title: 'Internal error',
      status: 500,
      code: 'kit.internal',
      request_id: requestId,
    }
    return { status: 500, body, isUnknown: true }
  }
  const { text, help } = textOf(refusal.code, failure, language)
  const parameters = inWords(refusal.parameters, language)
  const errors = refusal.faults.map((fault) => faultBody(fault, language))
  const body = {
    type: `urn:kontor:${refusal.code}`,
    title: sentence(text, parameters, language),
    status: failure.status,
    code: refusal.code,
    ...(help === undefined ? {} : { detail: sentence(help, parameters, language) }),
    ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
    errors,
    request_id: requestId,
  }
  return { status: failure.status, body, isUnknown: false }
}

function faultBody(fault: Fault, language: string) {
  const failure = failureNamed(fault.code)
  const text = failure === undefined ? fault.code : textOf(fault.code, failure, language).text
  return {
    pointer: fault.pointer,
    code: fault.code,
    detail: sentence(text, inWords(fault.parameters ?? {}, language), language),
  }
}

interface DatabaseError {
  readonly code: string
  readonly message: string
  readonly detail?: string
  readonly constraint?: string
  readonly table?: string
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'severity' in error
}

/** Violations of constraints become faults on the field that the constraint's name tells. */
function fromDatabase(error: unknown): Refusal | null {
  if (!isDatabaseError(error)) return null
  if (error.code === 'KT001') return new Refusal(error.message, JSON.parse(error.detail ?? '{}'))
  const field = /__([a-z0-9_]+?)(__|$)/.exec(error.constraint ?? '')?.[1] ?? ''
  const record = recordOfTable(error.table)
  if (error.code === '23505') return invalid(`/${field}`, 'kit.taken', { record, field })
  if (error.code === '23503') return foreignKey(error, field)
  if (error.code === '23514' || error.code === '23P01')
    return invalid(`/${field}`, 'kit.check_failed', { rule: error.constraint ?? '' })
  if (error.code === '23502')
    return invalid(`/${(error as { column?: string }).column ?? ''}`, 'kit.required')
  if (error.code.startsWith('22'))
    return new Refusal('kit.malformed', { reason: 'a value does not fit its field' })
  if (['40001', '40P01', '55P03', '57014', '53300', '25P04'].includes(error.code))
    return new Refusal('kit.unavailable')
  return null
}

/** `still referenced` is a row in use; `not present` is a reference to nothing. */
function foreignKey(error: DatabaseError, field: string): Refusal {
  if (error.detail?.includes('still referenced') || error.message.startsWith('update or delete')) {
    const users = recordOfTable(
      /is still referenced from table "(\w+)"/.exec(error.detail ?? '')?.[1] ?? error.table,
    )
    const used = /on table "(\w+)" violates/.exec(error.message)?.[1]
    return new Refusal('kit.in_use', { record: recordOfTable(used), users })
  }
  const target = /table "(\w+)"\.?$/.exec(error.detail ?? '')?.[1]
  return invalid(`/${field.replace(/_id$/, '')}`, 'kit.reference_missing', { record: recordOfTable(target) })
}
