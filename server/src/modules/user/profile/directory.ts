/** The directory: who works here, in which roles and where, as far as each lets himself be seen (DIR). */
import { isUuid } from '#contract/kit/field/value.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { type Person, presences } from '#contract/user/person.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Routes } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { pictureAddress } from '#server/modules/common/public.ts'

const path = '/api/v1/directory/'
const permission = 'user.view_directory'

export const directoryRoutes: Routes = [
  {
    method: 'GET',
    path,
    permission,
    summary:
      'Lists colleagues; `search`, `department`, `site`, `role`, `state` (active, away, inactive), `page`.',
    run: list,
  },
  {
    method: 'GET',
    path: `${path}:key/`,
    permission,
    summary: 'Shows one colleague.',
    async run(ctx, { params }) {
      const key = params.key ?? ''
      const [row] = isUuid(key) ? await people({ ...nobodySought, id: key }, 1, 0, ctx) : []
      if (row === undefined) throw new Refusal('kit.not_found')
      return { status: 200, body: shown(row, ctx) }
    },
  },
]

interface Sought {
  readonly id: string | null
  readonly search: string | null
  readonly department: string | null
  readonly site: string | null
  readonly role: string | null
  readonly state: string | null
}

const nobodySought: Sought = { id: null, search: null, department: null, site: null, role: null, state: null }

interface StoredPerson extends Required<Omit<Person, 'photo_url'>> {
  readonly sees_email: boolean
  readonly sees_phone: boolean
  readonly sees_photo: boolean
  readonly sees_site: boolean
  readonly total: number
}

/** `$2` is the caller, `$3` the organizations he reaches; `public` is for all of the company. */
const sees = (what: string) =>
  `(u.id = $2 or u.${what}_visibility = 'public' or u.${what}_visibility = 'organization' and w.is_near)`

const likeText = (value: string) => `%${value.replace(/[\\%_]/g, '\\$&')}%`

/** Row-level security keeps memberships of organizations out that the caller does not reach. */
const peopleText = `with near as (
    select u.*, coalesce(u.status = 'active' and exists (
        select from user_session s
        where s.tenant_id = u.tenant_id and s.user_id = u.id and s.ended_at is null and s.expires_at > $4
          and s.last_seen_at > $4::timestamptz - interval '15 minutes'), false) as is_there,
      exists (
        select from organization_membership m
        where m.tenant_id = u.tenant_id and m.user_id = u.id and m.is_active
          and m.organization_id = any ($3::uuid[])) as is_near
    from user_account u
    where u.tenant_id = $1 and u.kind in ('internal', 'external')
      and u.status in ('active', 'suspended', 'inactive')
  ), w as (
    select id as person, is_near,
      case when status <> 'active' then 'inactive' when is_there then 'active' else 'away' end as state,
      (select coalesce(jsonb_agg(distinct jsonb_build_object('code', r.code,
          'name', coalesce(r.title ->> $5, r.name))), '[]')
        from organization_membership m join role r on r.id = m.role_id
        where m.tenant_id = near.tenant_id and m.user_id = near.id and m.is_active) as roles
    from near
  )
  select u.id, u.username, u.display_name, u.job_title, w.state, w.roles,
    u.department_id as department, d.name as department_name, u.manager_id as manager,
    b.display_name as manager_name, u.email, u.phone, u.photo_id as photo, u.site_id as site,
    s.name as site_name, ${sees('email')} as sees_email, ${sees('phone')} as sees_phone,
    ${sees('photo')} as sees_photo, ${sees('site')} as sees_site, count(*) over ()::integer as total
  from w
  join user_account u on u.tenant_id = $1 and u.id = w.person
  left join organization d on d.tenant_id = u.tenant_id and d.id = u.department_id
  left join organization s on s.tenant_id = u.tenant_id and s.id = u.site_id
  left join user_account b on b.tenant_id = u.tenant_id and b.id = u.manager_id
  where ($6::uuid is null or u.id = $6)
    and ($7::text is null or u.display_name ilike $7 or u.username ilike $7 or u.job_title ilike $7
      or d.name ilike $7 or u.email ilike $7 and ${sees('email')} or u.phone ilike $7 and ${sees('phone')})
    and ($8::uuid is null or u.department_id = $8 or $8 = any (d.ancestor_ids))
    and ($9::uuid is null or (u.site_id = $9 or $9 = any (s.ancestor_ids)) and ${sees('site')})
    and ($10::text is null or exists (
      select from jsonb_array_elements(w.roles) each (role) where each.role ->> 'code' = $10))
    and ($11::text is null or w.state = $11)
  order by u.display_name, u.id
  limit $12 offset $13`

function people(sought: Sought, limit: number, offset: number, ctx: Context): Promise<StoredPerson[]> {
  const { id, search, department, site, role, state } = sought
  return ctx.rows<StoredPerson>(peopleText, [
    ctx.tenantId,
    ctx.identity.userId,
    ctx.identity.organizationIds,
    ctx.now.toISOString(),
    ctx.language,
    id,
    search === null ? null : likeText(search),
    department,
    site,
    role,
    state,
    limit,
    offset,
  ])
}

/** What somebody hides is not in the answer at all (DIR-04). */
function shown(person: StoredPerson, ctx: Context): Person {
  const { sees_email, sees_phone, sees_photo, sees_site, total: _total, ...row } = person
  const { email, phone, photo, site, site_name: siteName, ...rest } = row
  return {
    ...rest,
    ...(sees_email && { email }),
    ...(sees_phone && { phone }),
    ...(sees_photo && { photo, photo_url: pictureAddress(photo, 96, ctx) }),
    ...(sees_site && { site, site_name: siteName }),
  }
}

async function list(ctx: Context, { query }: Call): Promise<Answer> {
  const faults: Fault[] = []
  const sought: Sought = {
    id: null,
    search: textOf(query.search, 'search', faults),
    department: idOf(query.department, 'department', faults),
    site: idOf(query.site, 'site', faults),
    role: textOf(query.role, 'role', faults),
    state: textOf(query.state, 'state', faults),
  }
  const page = numberOf(query.page, 'page', 1, 1000, faults)
  const size = numberOf(query.page_size, 'page_size', 50, 100, faults)
  if (sought.state !== null && !isPresence(sought.state)) {
    faults.push({
      pointer: 'state',
      code: 'kit.not_a_choice',
      parameters: { choices: presences.join(', ') },
    })
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  const rows = await people(sought, size, (page - 1) * size, ctx)
  const count = rows[0]?.total ?? 0
  const address = (to: number) => {
    const kept = Object.entries(query).filter(([, value]) => typeof value === 'string') as [string, string][]
    return `${path}?${new URLSearchParams({ ...Object.fromEntries(kept), page: String(to) })}`
  }
  const body = {
    count,
    count_is_exact: true,
    next: page * size < count ? address(page + 1) : null,
    previous: page > 1 ? address(page - 1) : null,
    results: rows.map((row) => shown(row, ctx)),
  }
  return { status: 200, body }
}

const isPresence = (state: string) => presences.some((each) => each === state)

function textOf(value: unknown, pointer: string, faults: Fault[]): string | null {
  if (value === undefined || value === '') return null
  if (typeof value === 'string' && value.length <= 100 && !value.includes('\0')) return value
  faults.push({ pointer, code: 'kit.wrong_format', parameters: { format: 'text' } })
  return null
}

function idOf(value: unknown, pointer: string, faults: Fault[]): string | null {
  if (value === undefined || value === '') return null
  if (typeof value === 'string' && isUuid(value)) return value
  faults.push({ pointer, code: 'kit.wrong_format', parameters: { format: 'uuid' } })
  return null
}

function numberOf(value: unknown, pointer: string, preset: number, most: number, faults: Fault[]): number {
  if (value === undefined) return preset
  const number = typeof value === 'string' && /^[1-9]\d{0,3}$/.test(value) ? Number(value) : 0
  if (number >= 1 && number <= most) return number
  faults.push({ pointer, code: 'kit.wrong_format', parameters: { format: `1 to ${most}` } })
  return preset
}
