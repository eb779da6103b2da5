/** Refusals: every reason for which Kontor says no, with its code, status and sentence. */

export interface Failure {
  readonly status: 400 | 401 | 403 | 404 | 405 | 406 | 409 | 412 | 413 | 415 | 428 | 429 | 503
  /** The sentence in English; `{name}` is filled from the parameters. */
  readonly text: string
  /** What the reader can do about it. */
  readonly help?: string
}

export type Failures = Readonly<Record<string, Failure>>
export type Parameters = Readonly<Record<string, string | number | null | undefined>>

/** One fault of an input: where it stands, which rule it breaks, and the values for its sentence. */
export interface Fault {
  /** JSON pointer into the body (`/lines/2/quantity`), or a query parameter's name. */
  readonly pointer: string
  readonly code: string
  readonly parameters?: Parameters
}

/** A refusal on its way to whoever asked. */
export class Refusal extends Error {
  readonly code: string
  readonly parameters: Parameters
  readonly faults: readonly Fault[]

  constructor(code: string, parameters: Parameters = {}, faults: readonly Fault[] = []) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.parameters = parameters
    this.faults = faults
  }
}

/** The refusal of a request for one fault, such as a field without a value. */
export function invalid(pointer: string, code: string, parameters?: Parameters): Refusal {
  return new Refusal('kit.invalid', {}, [{ pointer, code, parameters }])
}

/** Gives a module its `refuse`, which accepts only codes of its catalogue. */
export function refusals<const F extends Failures>(_catalogue: F) {
  return (code: keyof F & string, parameters?: Parameters, faults?: readonly Fault[]): never => {
    throw new Refusal(code, parameters, faults)
  }
}

/** Fills `{name}` in a sentence. */
export function fill(sentence: string, parameters: Parameters): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name] ?? ''))
}

/** What the kit itself refuses. */
export const kitFailures = {
  'kit.not_signed_in': { status: 401, text: 'You are not signed in.', help: 'Sign in and try again.' },
  'kit.sign_in_failed': {
    status: 401,
    text: 'The name or the password is not right.',
    help: 'After several failures in a row an account is locked for a while.',
  },
  'kit.session_expired': { status: 401, text: 'Your session has ended.', help: 'Sign in again.' },
  'kit.csrf': {
    status: 403,
    text: 'The request did not come from this application.',
    help: 'Reload the page.',
  },
  'kit.outside_scope': {
    status: 403,
    text: 'The permission {permission} is outside the scope of this key or token.',
    help: 'Ask for a key whose scope has it.',
  },
  'kit.forbidden': {
    status: 403,
    text: 'You lack the permission {permission} in {organization}.',
    help: 'Ask an administrator of this organization for it.',
  },
  'kit.not_found': { status: 404, text: 'There is nothing at this address, or you may not see it.' },
  'kit.wrong_method': { status: 405, text: '{method} is not possible here.' },
  'kit.invalid': { status: 400, text: 'Some entries are not right.', help: 'See the marked fields.' },
  'kit.malformed': { status: 400, text: 'The request could not be read: {reason}' },
  'kit.too_large': { status: 413, text: 'The request is larger than {limit}.' },
  'kit.wrong_content_type': { status: 415, text: 'Send {expected}, not {given}.' },
  'kit.version_missing': {
    status: 428,
    text: 'The request does not say which version it changes.',
    help: 'Read the record and send its ETag as If-Match.',
  },
  'kit.version_stale': {
    status: 412,
    text: 'Somebody else has changed this record since you opened it.',
    help: 'Reload it and enter your change again.',
  },
  'kit.key_reused': { status: 409, text: 'This Idempotency-Key was used for another request.' },
  'kit.move_not_allowed': {
    status: 409,
    text: '{record} is {status}: {move} is not possible.',
    help: 'Reload the page to see how it stands now.',
  },
  'kit.not_editable': { status: 409, text: '{record} is {status} and can no longer be edited.' },
  'kit.in_use': {
    status: 409,
    text: '{record} is in use by {users} and cannot be deleted.',
    help: 'Change those first, or set it inactive instead.',
  },
  'kit.too_many_requests': { status: 429, text: 'Too many requests.', help: 'Wait {seconds} seconds.' },
  'kit.unavailable': { status: 503, text: 'Kontor cannot answer just now.', help: 'Try again in a moment.' },
  'kit.organization_closed': {
    status: 409,
    text: '{organization} is {status}: nothing new can be entered there.',
    help: 'Choose another organization at the top of the page.',
  },
  'kit.organization_missing': { status: 400, text: 'This field is required for scoped creation.' },
  'kit.page_too_deep': { status: 400, text: 'Rows beyond {limit} are read by cursor: {address}' },
  'kit.filter': { status: 400, text: '{reason}' },
  'kit.required': { status: 400, text: 'This field is required.' },
  'kit.unknown_field': { status: 400, text: 'There is no field of this name.' },
  'kit.read_only': { status: 400, text: 'This field cannot be written.' },
  'kit.frozen': { status: 400, text: 'This field cannot be changed after creation.' },
  'kit.not_null': { status: 400, text: 'This field cannot be empty.' },
  'kit.wrong_type': { status: 400, text: 'This is not {expected}.' },
  'kit.too_long': { status: 400, text: 'At most {max} characters.' },
  'kit.too_short': { status: 400, text: 'At least {min} characters.' },
  'kit.too_great': { status: 400, text: 'At most {max}.' },
  'kit.too_small': { status: 400, text: 'At least {min}.' },
  'kit.too_many_places': { status: 400, text: 'At most {places} digits behind the decimal point.' },
  'kit.not_a_choice': { status: 400, text: 'Choose one of: {choices}.' },
  'kit.wrong_format': { status: 400, text: 'This is not a valid {format}.' },
  'kit.reference_missing': { status: 400, text: 'There is no such {record}.' },
  'kit.reference_out_of_reach': { status: 400, text: 'This {record} belongs to another organization.' },
  'kit.taken': { status: 400, text: '{record} with this {field} already exists.' },
  'kit.check_failed': { status: 400, text: 'The value does not fit: {rule}.' },
  'kit.order': { status: 400, text: 'This must not be before {other}.' },
  'kit.order_strict': { status: 400, text: 'This must be after {other}.' },
  'kit.tree_circle': { status: 400, text: 'A node cannot stand below itself.' },
} as const satisfies Failures
