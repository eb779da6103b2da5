/** A key of a service account: what it may do of what the account may, for how long, how often, from where. */
import { optional, readOnly } from '#contract/kit/field/field.ts'
import { choice, instant, integer, json, reference, text } from '#contract/kit/field/kinds.ts'
import { resource } from '#contract/kit/resource.ts'

const texts = { type: 'array', items: { type: 'string', maxLength: 100 }, uniqueItems: true }

export const apiKey = resource('user.api_key', {
  label: ['API key', 'API keys'],
  scope: 'tenant',
  access: ['fixed'],
  display: '{name}',
  fields: {
    name: readOnly(text({ max: 100 })),
    service_account: readOnly(reference('user.service_account')),
    prefix: readOnly(text({ max: 20, label: 'Begins with' })),
    scopes: readOnly(json<readonly string[]>(texts, { default: [] })),
    networks: readOnly(json<readonly string[]>(texts, { default: [] })),
    status: readOnly(choice(['active', 'revoked'], { default: 'active' })),
    expires_at: readOnly(instant({ label: 'Expires' })),
    usage_limit: readOnly(optional(integer({ min: 1, max: 2_000_000_000, label: 'Uses at most' }))),
    per_minute: readOnly(optional(integer({ min: 1, max: 1_000_000, label: 'Calls a minute at most' }))),
    use_count: readOnly(integer({ min: 0, max: 2_000_000_000, default: 0, label: 'Uses' })),
    last_used_at: readOnly(optional(instant({ label: 'Last used' }))),
    replaces: readOnly(optional(reference('user.api_key'))),
  },
  unique: [['prefix']],
  list: {
    columns: ['name', 'service_account', 'prefix', 'status', 'expires_at', 'last_used_at'],
    filters: ['service_account', 'status'],
    search: ['name', 'prefix'],
    order: ['name', 'expires_at', 'created_at'],
    default: '-created_at',
  },
  form: [
    { fields: ['name', 'service_account', 'prefix', 'status'] },
    { title: 'Limits', fields: ['scopes', 'networks', 'expires_at', 'usage_limit', 'per_minute'] },
    { title: 'Use', fields: ['use_count', 'last_used_at', 'replaces'] },
  ],
})
