/** Sets the value of a stored credential; nothing ever answers it. */
import type { FastifyRequest } from 'fastify'
import { isObject } from '#contract/kit/field/value.ts'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import type { Schema } from '#server/kit/http/route.ts'
import { writeAudit } from '#server/kit/audit.ts'
import { asCaller, keyIn, type RawParts, type RawRoute } from '#server/modules/user/raw-route.ts'

const longest = 20_000
const newValue: Schema = {
  type: 'object',
  required: ['value'],
  properties: { value: { type: 'string', maxLength: longest } },
}

export const credentialRoutes: readonly RawRoute[] = [
  {
    method: 'POST',
    path: '/api/v1/stored-credentials/:key/set-value/',
    permission: 'user.change_storedcredential',
    summary: 'Sets the value of a stored credential, which is encrypted and never shown again.',
    body: newValue,
    answer: null,
    run: setValue,
  },
]

async function setValue(parts: RawParts, request: FastifyRequest): Promise<void> {
  const credentialId = keyIn(request)
  const value = valueFrom(request.body)
  await asCaller(parts, request, 'user.change_storedcredential', async (ctx) => {
    const place = { tenantId: ctx.tenantId, credentialId }
    if (!(await parts.vault.keep(place, value, ctx, ctx.now))) throw new Refusal('kit.not_found')
    const entry = {
      action: 'CREDENTIAL_SET',
      record: 'user.stored_credential',
      recordId: credentialId,
      label: '',
      organizationId: null,
      changes: { value: { old: '***', new: '***' } },
    }
    writeAudit([entry], ctx)
  })
}

function valueFrom(body: unknown): string {
  const value = isObject(body) ? body.value : undefined
  const fault = (code: string, parameters = {}) => invalid('/value', code, parameters)
  if (typeof value !== 'string' || value === '') throw fault('kit.required')
  if (value.length > longest) throw fault('kit.too_long', { max: longest })
  return value
}
