/** What went wrong with a request, as the server says it (RFC 9457) or as the browser found out. */
import { isObject } from '#contract/kit/field/value.ts'

/** One fault of an input; `pointer` says where it stands: `/lines/0/quantity`. */
export interface FieldFault {
  readonly pointer: string
  readonly code: string
  readonly detail: string
}

/** What a refusal tells beside its words: the permission that was lacking, where, and which roles have it. */
export interface Denial {
  readonly permission: string
  readonly label: string
  readonly organization: string | null
  readonly organization_name: string | null
  readonly record: string | null
  readonly row: string | null
  readonly roles: readonly { readonly id: string; readonly code: string; readonly name: string }[]
}

export interface ProblemFacts {
  readonly status: number
  readonly code: string
  readonly title?: string
  readonly detail?: string
  readonly help?: string
  readonly errors?: readonly FieldFault[]
  readonly denial?: Denial | undefined
}

/** Codes the browser gives itself; their words stand in the kit's texts. */
export const clientCodes = ['client.unreachable', 'client.unreadable', 'client.failed'] as const
export type ClientCode = (typeof clientCodes)[number]

export class Problem extends Error {
  /** The HTTP status, 0 when there was no answer at all. */
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly help: string
  readonly errors: readonly FieldFault[]
  readonly denial: Denial | null

  constructor(facts: ProblemFacts) {
    super(facts.detail ?? facts.title ?? facts.code)
    this.name = 'Problem'
    this.status = facts.status
    this.code = facts.code
    this.title = facts.title ?? ''
    this.detail = facts.detail ?? ''
    this.help = facts.help ?? ''
    this.errors = facts.errors ?? []
    this.denial = facts.denial ?? null
  }

  /** The faults by field, the first of each: `{ name: 'At most 255 characters.' }`. */
  get fields(): Readonly<Record<string, string>> {
    const fields: Record<string, string> = {}
    for (const { pointer, detail } of this.errors) fields[fieldOf(pointer)] ??= detail
    return fields
  }
}

/** `/lines/0/quantity` as forms name it: `lines/0/quantity`. */
export function fieldOf(pointer: string): string {
  return pointer
    .replace(/^[#/]+/, '')
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
}

/** The faults of one list of lines, by line and column: `0/quantity`. */
export function faultsOfLines(
  all: Readonly<Record<string, string>>,
  field: string,
): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {}
  for (const [name, detail] of Object.entries(all)) {
    if (name.startsWith(`${field}/`)) faults[name.slice(field.length + 1)] = detail
  }
  return faults
}

/** Reads an answer that is no success. A body that is no problem document loses its words, not its status. */
export async function problemOf(answer: Response): Promise<Problem> {
  const body = await answer.json().catch(() => null)
  if (!isObject(body)) return new Problem({ status: answer.status, code: 'client.unreadable' })
  return new Problem({
    status: answer.status,
    code: text(body.code) ?? 'client.unreadable',
    title: text(body.title),
    detail: text(body.detail),
    help: text(body.help),
    errors: Array.isArray(body.errors) ? body.errors.filter(isObject).map(faultOf) : [],
    denial: isObject(body.denial) ? (body.denial as unknown as Denial) : undefined,
  })
}

/** Anything thrown, as a problem that can be shown. */
export function asProblem(thrown: unknown): Problem {
  return thrown instanceof Problem ? thrown : new Problem({ status: 0, code: 'client.failed' })
}

function faultOf(fault: Record<string, unknown>): FieldFault {
  return {
    pointer: text(fault.pointer) ?? '',
    code: text(fault.code) ?? '',
    detail: text(fault.detail) ?? '',
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
