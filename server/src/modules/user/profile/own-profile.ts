/** Everybody's own profile: what he says of himself, how he works, and who sees what of him (PRF, UPR). */
import { isObject } from '#contract/kit/field/value.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { userAccount } from '#contract/user/user-account.ts'
import type { Context } from '#server/kit/context.ts'
import { tellEvents } from '#server/kit/events.ts'
import type { Call, Routes } from '#server/kit/http/route.ts'
import { versionOf } from '#server/kit/http/record-routes.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { mustBeFaultless, prepare } from '#server/kit/write/prepare.ts'
import { lockStored, write } from '#server/kit/write/save.ts'
import {
  dropUnusedFiles,
  type InspectedFile,
  inspectPicture,
  keepFile,
  pictureAddress,
} from '#server/modules/common/public.ts'
import { profileHistory } from './profile-history.ts'

const path = '/api/v1/profiles/me/'
const own = { path, permission: 'signed-in' } as const

export const profileRoutes: Routes = [
  { ...own, method: 'GET', summary: 'Shows your own profile.', run: (ctx) => answerOf(ctx) },
  {
    ...own,
    method: 'PATCH',
    summary: 'Changes your own profile.',
    run: (ctx, call) => change(bodyOf(call), call, ctx),
  },
  {
    ...own,
    method: 'PUT',
    summary: 'Replaces what is yours to say in your own profile.',
    run: (ctx, call) => change({ ...emptied, ...bodyOf(call) }, call, ctx),
  },
  {
    method: 'POST',
    path: `${path}photo/`,
    permission: 'signed-in',
    takesFile: true,
    inspect: inspectPicture,
    summary: 'Takes the picture of your profile, sent as multipart/form-data.',
    run: takePhoto,
  },
  {
    method: 'GET',
    path: `${path}history/`,
    permission: 'signed-in',
    summary: 'Lists what was changed of your account, by whom, from what to what, newest first.',
    run: async (ctx) => ({ status: 200, body: { results: await profileHistory(ctx) } }),
  },
]

/** Names of the profile by fields of the account; whoever administers users decides over all others. */
const writable: Readonly<Record<string, string>> = {
  display_name: 'display_name',
  email: 'email',
  phone_number: 'phone',
  job_title: 'job_title',
  manager: 'manager',
  profile_picture: 'photo',
  language: 'language',
  timezone: 'timezone',
  preferences: 'preferences',
  custom_fields: 'custom_fields',
  email_visibility: 'email_visibility',
  phone_visibility: 'phone_visibility',
  photo_visibility: 'photo_visibility',
  site_visibility: 'site_visibility',
}
const pointers: Readonly<Record<string, string>> = { phone: 'phone_number', photo: 'profile_picture' }

const emptied = {
  email: null,
  phone_number: '',
  job_title: '',
  manager: null,
  profile_picture: null,
  preferences: {},
  custom_fields: {},
}

function bodyOf({ body }: Call): Readonly<Record<string, unknown>> {
  return isObject(body) ? body : {}
}

/** Enough for what a screen remembers, too little to keep anything else there. */
const mostPreferences = 20_000

async function change(body: Readonly<Record<string, unknown>>, call: Call, ctx: Context): Promise<Answer> {
  const faults: Fault[] = Object.keys(body)
    .filter((name) => !Object.hasOwn(writable, name))
    .map((name) => ({ pointer: `/${name}`, code: 'kit.read_only' }))
  if (JSON.stringify(body.preferences ?? {}).length > mostPreferences) {
    faults.push({ pointer: '/preferences', code: 'kit.too_long', parameters: { max: mostPreferences } })
  }
  mustBeFaultless(faults)
  const input = Object.fromEntries(Object.entries(body).map(([name, value]) => [writable[name], value]))
  await save(input, versionOf(call), ctx).catch(inNamesOfTheProfile)
  return answerOf(ctx)
}

/** By the one path of all changes, with its rules, trail and events; only the permission is another. */
async function save(
  input: Readonly<Record<string, unknown>>,
  version: number | null,
  ctx: Context,
): Promise<void> {
  const { userId } = ctx.identity
  const found = (await lockStored(userAccount, [userId], ctx)).get(userId)
  if (found === undefined) throw new Refusal('kit.not_found')
  if (version !== null && found.row.version !== version) throw new Refusal('kit.version_stale')
  const faults: Fault[] = []
  const draft = await prepare(userAccount, input, 'patch', found, null, ctx, faults)
  mustBeFaultless(faults)
  const before = found.row.photo
  await write(userAccount, [draft], ctx)
  if (typeof before === 'string' && before !== draft.values.photo) await dropUnusedFiles([before], ctx)
  await tellEvents(ctx)
}

function inNamesOfTheProfile(error: unknown): never {
  if (!(error instanceof Refusal)) throw error
  const outward = (pointer: string) =>
    pointer.replace(/^\/(\w+)/, (_whole, name: string) => `/${pointers[name] ?? name}`)
  const faults = error.faults.map((fault) => ({ ...fault, pointer: outward(fault.pointer) }))
  throw new Refusal(error.code, error.parameters, faults)
}

async function takePhoto(ctx: Context, { inspected }: Call): Promise<Answer> {
  const { identity } = ctx
  const home = ctx.organizationId ?? identity.memberships[0]?.organizationId
  if (home === undefined) throw new Refusal('kit.organization_missing')
  const photo = await keepFile(inspected as InspectedFile, home, ctx)
  await save({ photo }, null, ctx)
  return answerOf(ctx)
}

const profileText = `select u.id, u.id as user, u.username, u.display_name, u.email,
    u.phone as phone_number, u.job_title, u.employee_id, u.hire_date,
    u.manager_id as manager, m.display_name as manager_name, u.department_id as department,
    d.name as department_name, u.site_id as site, s.name as site_name, u.photo_id as profile_picture,
    u.language, u.timezone, u.preferences, u.custom_fields, u.email_visibility, u.phone_visibility,
    u.photo_visibility, u.site_visibility, u.kind, u.status, u.last_login_at, u.version, u.created_at,
    u.updated_at, u.created_by, u.updated_by
  from user_account u
  left join user_account m on m.tenant_id = u.tenant_id and m.id = u.manager_id
  left join organization d on d.tenant_id = u.tenant_id and d.id = u.department_id
  left join organization s on s.tenant_id = u.tenant_id and s.id = u.site_id
  where u.tenant_id = $1 and u.id = $2`

interface StoredProfile {
  readonly version: number
  readonly profile_picture: string | null
}

async function answerOf(ctx: Context): Promise<Answer> {
  const [row] = await ctx.rows<StoredProfile>(profileText, [ctx.tenantId, ctx.identity.userId])
  if (row === undefined) throw new Refusal('kit.not_found')
  const body = { ...row, profile_picture_url: pictureAddress(row.profile_picture, 320, ctx) }
  return { status: 200, body, etag: `"${row.version}"` }
}
