/** Every refusal the module user can answer. */
import { type Failures, refusals } from '#contract/kit/failure.ts'
import { providerFailures } from './provider-failures.ts'
import { dutyFailures } from './duty-failures.ts'

export const userFailures = {
  ...providerFailures,
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
  'user.no_password': { status: 409, text: 'A program signs in by API key, never by password.' },
  'user.key_network': { status: 403, text: 'This key may not be used from your address, {address}.' },
  'user.key_exhausted': {
    status: 401,
    text: 'This key has been used as often as it may.',
    help: 'Ask the person in charge of its account for a new one.',
  },
  'user.key_revoked': { status: 409, text: 'This key is revoked or has expired.' },
  'user.not_a_network': { status: 400, text: '{network} is no network such as 192.0.2.0/24.' },
  'user.not_in_the_future': { status: 400, text: 'This must lie in the future, at most {days} days ahead.' },
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
  'user.rule_unknown': { status: 400, text: "There is no record {record} with rows of one's own." },
  'user.role_sensitive': {
    status: 400,
    text: 'This role needs the approval of somebody else.',
    help: 'Assign it by a role assignment, which somebody else approves.',
  },
  'user.role_over': { status: 400, text: 'This role is no longer valid.' },
  'user.period_missing': { status: 400, text: 'A temporary elevation needs its start and its end.' },
  'user.period_over': { status: 400, text: 'This end is already past.' },
  'user.elevation_too_long': { status: 400, text: 'An elevation lasts at most {days} days here.' },
  'user.person_only': {
    status: 403,
    text: 'This is for a person to decide, not for a program.',
    help: 'Sign in yourself: a key of a service account decides nothing that asks for another person.',
  },
  'user.own_approval': {
    status: 409,
    text: 'Nobody decides over his own rights, nor over what he asked for himself.',
    help: 'Ask another person who may approve role assignments.',
  },
  'user.assignment_over': { status: 409, text: 'The time of this assignment has passed.' },
  'user.object_unknown': { status: 400, text: 'There is no such row, or you may not see it.' },
  'user.object_subject': { status: 400, text: 'Name either a user or a role.' },
  'user.too_many_objects': {
    status: 400,
    text: 'At most {limit} rows are given one by one.',
    help: 'Give a role instead.',
  },
  'user.more_than_held': {
    status: 403,
    text: 'Nobody gives away more than he holds: {what}.',
    help: 'Ask somebody who holds it.',
  },
  'user.request_empty': { status: 400, text: 'Say which permission or which role you ask for.' },
  'user.request_held': { status: 400, text: 'You have this already.' },
  'user.request_open': {
    status: 409,
    text: 'You have asked for this already.',
    help: 'Wait for the decision, or withdraw the earlier request.',
  },
  'user.not_your_request': { status: 403, text: 'Only who asked takes a request back.' },
  'user.role_lacks': { status: 400, text: 'This role does not give {permission}.' },
  'user.not_operator': { status: 403, text: 'Only an operator of this installation may do that.' },
  'user.not_acting': { status: 409, text: 'You are not acting in another company.' },
  'user.acting_time': { status: 400, text: 'Acting in another company needs an end within 8 hours.' },
  'user.role_circle': { status: 400, text: 'A role cannot inherit from itself.' },
  'user.ticket_over': {
    status: 401,
    text: 'This sign-in is over, or was begun elsewhere.',
    help: 'Start again with name and password.',
  },
  'user.factor_wrong': {
    status: 401,
    text: 'This proof is not right.',
    help: 'Take the newest code; each serves once.',
  },
  'user.factor_unknown': { status: 400, text: 'You have no such second factor.' },
  'user.factor_exists': {
    status: 409,
    text: 'You have this second factor already.',
    help: 'Remove it first.',
  },
  'user.factor_needed': {
    status: 409,
    text: 'Your role demands a second factor.',
    help: 'Add another one first.',
  },
  'user.code_wrong': {
    status: 400,
    text: 'This code is not right.',
    help: 'Take the newest code; each serves once.',
  },
  'user.code_too_soon': {
    status: 429,
    text: 'A code was sent just now.',
    help: 'Wait half a minute before you ask for another.',
  },
  'user.email_missing': {
    status: 409,
    text: 'Your account has no e-mail address.',
    help: 'Ask your administration to enter one.',
  },
  'user.passkeys_off': {
    status: 409,
    text: 'Passkeys cannot be used here: the server does not know its public address.',
    help: 'Ask your administration to set it.',
  },
  'user.passkey_refused': {
    status: 400,
    text: 'This passkey was not accepted.',
    help: 'Try again; each attempt needs a new question from the server.',
  },
  'user.not_confirmed': {
    status: 403,
    text: 'Confirm first that it is you.',
    help: 'Enter your password or a code; it holds for five minutes.',
  },
  'user.link_over': {
    status: 401,
    text: 'This link is over or was used already.',
    help: 'Ask for a new one where you sign in.',
  },
  'user.not_open': { status: 409, text: 'This account is not open: {status}.' },
  'user.own_successor': { status: 400, text: 'Who leaves is not his own successor.' },
  'user.successor_missing': { status: 409, text: 'Name a successor first.' },
  'user.offboarding_open': { status: 409, text: 'Not all is done yet: {count} steps are left.' },
  'user.offboarding_over': { status: 409, text: 'This offboarding is over.' },
  'user.own_manager': { status: 400, text: 'Nobody is his own manager.' },
  'user.reset_not_yours': { status: 409, text: 'Only who asked for it withdraws it.' },
  'user.reset_own': { status: 409, text: 'Another administrator must approve this.' },
  ...dutyFailures,
} as const satisfies Failures

export const refuse = refusals(userFailures)
