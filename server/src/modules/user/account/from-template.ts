/** What a new account takes from its template: the values nobody has given, and its roles (USR-12). */
import { invalid } from '#contract/kit/failure.ts'
import type { Context } from '#server/kit/context.ts'

export interface GivenRole {
  readonly organization: unknown
  readonly role: unknown
  readonly includes_descendants?: unknown
}

export interface Preset {
  readonly values: Readonly<Record<string, unknown>>
  readonly roles: readonly GivenRole[]
}

interface StoredTemplate {
  readonly values: Readonly<Record<string, unknown>>
  readonly roles: readonly string[]
  readonly organization: string | null
  readonly below: boolean
}

const templateText = `select jsonb_strip_nulls(jsonb_build_object('kind', t.kind, 'job_title', t.job_title,
    'department', t.department_id, 'site', t.site_id, 'manager', t.manager_id, 'language', t.language,
    'timezone', t.timezone, 'preferences', t.preferences)) as values,
    array(select r.roles_id from account_template_roles r
      where r.tenant_id = t.tenant_id and r.account_template_id = t.id order by r.roles_id) as roles,
    t.role_organization_id as organization, t.includes_descendants as below
  from account_template t
  where t.tenant_id = $1 and t.is_active and (t.id::text = lower($2) or lower(t.name) = lower($2)) limit 1`

/** By id or name. Whoever invites still gives no role that he may not give. */
export async function presetOf(template: unknown, ctx: Context): Promise<Preset> {
  const key = typeof template === 'string' ? template.slice(0, 100) : ''
  const [found] = await ctx.rows<StoredTemplate>(templateText, [ctx.tenantId, key])
  if (found === undefined) {
    throw invalid('/template', 'kit.reference_missing', { record: 'user.account_template' })
  }
  const organization = found.organization ?? ctx.organizationId ?? undefined
  const roles = found.roles.map((role) => ({ role, organization, includes_descendants: found.below }))
  return { values: found.values, roles }
}

const isEmpty = (value: unknown) => value === null || value === '' || JSON.stringify(value) === '{}'

/** For an account that is there already: language and time zone its user has chosen himself. */
export function fillFrom({ values: preset }: Preset, values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(preset)) if (isEmpty(values[name])) values[name] = value
}
