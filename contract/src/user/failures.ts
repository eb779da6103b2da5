/** Every refusal the module user can answer. */
import { type Failures, refusals } from '#contract/kit/failure.ts'

export const userFailures = {
  'user.password_common': {
    status: 400,
    text: 'This password is too easy to guess.',
    help: 'Take several unrelated words, without names, years or rows of keys.',
  },
  'user.password_reused': { status: 400, text: 'This password was used before. Take a new one.' },
  'user.password_wrong': { status: 400, text: 'This is not your present password.' },
  'user.locked': {
    status: 429,
    text: 'Too many wrong passwords.',
    help: 'Wait a while before the next try.',
  },
  'user.reason_missing': { status: 400, text: 'Say why the user may no longer sign in.' },
  'user.never_deleted': {
    status: 409,
    text: 'Users are never deleted: what they did stays theirs.',
    help: 'Set the status to inactive instead.',
  },
  'user.last_administrator': {
    status: 409,
    text: 'Nobody would be left who can administer the company.',
    help: 'Make somebody else an administrator first.',
  },
  'user.permission_unknown': { status: 400, text: 'There is no permission {permission}.' },
  'user.one_target': { status: 400, text: 'Name exactly one of: {targets}.' },
  'user.credential_empty': {
    status: 409,
    text: 'The stored credential has no value.',
    help: 'Set one where stored credentials are kept.',
  },
  'user.credential_locked': {
    status: 503,
    text: 'The stored credential cannot be opened with the keys of this server.',
    help: 'Set its value again, or bring back the secret credential-keys.',
  },
  'user.keys_in_environment': {
    status: 409,
    text: 'The keys come from JWT_SECRETS: add one there, name it in JWT_SECRET_ID and start anew.',
  },
  'user.keys_do_not_work': { status: 503, text: 'The fresh key signs nothing that can be verified.' },
  'user.role_circle': { status: 400, text: 'A role cannot inherit from itself.' },
} as const satisfies Failures

export const refuse = refusals(userFailures)
