/** What the addresses of sign-in take and answer, for the description of the API. */
import type { Schema } from '#server/kit/http/route.ts'

const text = (maxLength: number): Schema => ({ type: 'string', maxLength })
const id: Schema = { type: 'string', format: 'uuid' }
const nullable = (schema: Schema): Schema => ({ ...schema, type: [schema.type, 'null'] })

/** An object that has all of the properties. */
const whole = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
})

export const credentials: Schema = {
  type: 'object',
  required: ['username', 'password'],
  properties: {
    username: text(150),
    password: text(1000),
    tenant: {
      ...nullable(text(50)),
      description: 'The code of the root, where two have users of this name.',
    },
  },
}

export const refreshToken: Schema = whole({ refresh: text(1000) })
export const ownPassword: Schema = whole({ old_password: text(1000), new_password: text(1000) })
export const givenPassword: Schema = {
  type: 'object',
  required: ['password'],
  properties: { password: text(1000), is_temporary: { type: 'boolean' } },
}
export const chosenPassword: Schema = whole({ ticket: text(1000), new_password: text(1000) })

/** What proves a second factor. */
export const proof: Schema = {
  type: 'object',
  required: ['ticket', 'method'],
  properties: {
    ticket: text(1000),
    method: { type: 'string', description: '`totp`, `email`, `recovery` or `passkey`.' },
    code: text(1000),
    response: { type: 'object', description: 'What the passkey answered, as WebAuthn writes it.' },
    trust_device: { type: 'boolean' },
  },
}

export const tokenPair: Schema = whole({
  access: { type: 'string', description: 'A JWT, sent as `Authorization: Bearer …`.' },
  refresh: { type: 'string', description: 'Serves once.' },
  token_type: { enum: ['Bearer'] },
  expires_in: { type: 'integer', description: 'Seconds until the access token ends.' },
})

export const session: Schema = whole({
  user: whole({ id, username: text(150), display_name: text(255), language: text(10) }),
  organizations: {
    type: 'array',
    items: whole({
      id,
      name: text(255),
      code: text(50),
      parent: nullable(id),
      is_legal_entity: { type: 'boolean' },
      status: { type: 'string' },
    }),
  },
  permissions: {
    type: 'object',
    description: 'For each permission the organizations in which it is held.',
    additionalProperties: { type: 'array', items: id },
  },
  elevations: {
    type: 'array',
    description: 'Further rights held for a time.',
    items: whole({
      id,
      role: id,
      role_name: text(255),
      organization: id,
      organization_name: text(255),
      ends_at: { type: ['string', 'null'], format: 'date-time' },
    }),
  },
  csrf_token: {
    type: ['string', 'null'],
    description: 'What a browser sends as X-CSRF-Token; null for programs.',
  },
})

const step: Schema = {
  type: 'object',
  required: ['next', 'ticket', 'factors'],
  properties: {
    next: { enum: ['second_factor', 'enrol_factor', 'change_password'], description: 'What is due.' },
    ticket: { type: 'string', description: 'Goes along with the next step.' },
    factors: { type: 'array', items: { type: 'string' }, description: 'Ways to do it.' },
  },
}
export const sessionOrStep: Schema = { oneOf: [session, step] }
export const tokensOrStep: Schema = { oneOf: [tokenPair, step] }
