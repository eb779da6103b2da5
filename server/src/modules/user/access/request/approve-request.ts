/** Grants a request, for good or for a time, by the role that was asked for or another that has the permission. */
import { isUuid } from '#contract/kit/field/value.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { accessRequest } from '#contract/user/access-request.ts'
import { action, type Moving } from '#server/kit/action.ts'
import { mustBeAnother, note } from './decide-request.ts'
import { grantRequest, type Terms } from './grant-request.ts'
import { wishOf } from './wish.ts'

export const approveRequest = action(accessRequest, 'approve', async (documents, ctx, body) => {
  for (const document of documents) {
    const { values } = document
    await mustBeAnother(document, ctx)
    const terms = termsFrom(body, values)
    note(document, body, ctx)
    values.role = terms.role
    values.ends_at = terms.endsAt
    Object.assign(values, await grantRequest({ ...wishOf(document), ...terms }, values, ctx))
  }
})

function termsFrom(body: unknown, values: Moving['values']): Terms {
  const said = (body ?? {}) as { readonly role?: unknown; readonly ends_at?: unknown }
  const faults: Fault[] = []
  const role = said.role ?? values.role ?? null
  if (role !== null && !isUuid(String(role)))
    faults.push({ pointer: '/role', code: 'kit.reference_missing', parameters: { record: 'user.role' } })
  const end = said.ends_at === undefined ? (values.ends_at ?? null) : said.ends_at
  if (end !== null && Number.isNaN(Date.parse(String(end))))
    faults.push({ pointer: '/ends_at', code: 'kit.wrong_format', parameters: { format: 'instant' } })
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  return {
    role: role === null ? null : String(role).toLowerCase(),
    endsAt: end === null ? null : new Date(String(end)).toISOString(),
  }
}
