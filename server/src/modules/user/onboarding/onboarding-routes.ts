/** The first steps: shown at the first sign-in, put aside, taken up again, kept for each user (TOU-02, 05 to 07). */
import { isObject } from '#contract/kit/field/value.ts'
import { type Fault, Refusal } from '#contract/kit/failure.ts'
import { lessons } from '#contract/user/onboarding.ts'
import type { Context } from '#server/kit/context.ts'
import type { Routes, Schema } from '#server/kit/http/route.ts'
import { lessonsOf, ownRoles } from './lessons-of.ts'

const path = '/api/v1/onboarding/'

const change: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    finished: { type: 'array', items: { enum: lessons.map(({ key }) => key) }, uniqueItems: true },
    is_dismissed: { type: 'boolean' },
  },
}

const text: Schema = { type: 'string' }
const answer: Schema = {
  type: 'object',
  required: ['is_dismissed', 'started_at', 'roles', 'lessons'],
  properties: {
    is_dismissed: { type: 'boolean' },
    started_at: { type: ['string', 'null'], format: 'date-time' },
    roles: { type: 'array', items: { type: 'object', properties: { code: text, name: text } } },
    lessons: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          key: text,
          title: text,
          detail: text,
          steps: { type: 'array', items: text },
          page: text,
          is_of_role: { type: 'boolean' },
          is_finished: { type: 'boolean' },
        },
      },
    },
  },
}

export const onboardingRoutes: Routes = [
  {
    method: 'GET',
    path,
    permission: 'signed-in',
    summary: 'Shows your first steps: the lessons of your roles first, and how far you have come.',
    answer,
    run: async (ctx) => ({ status: 200, body: await show(ctx) }),
  },
  {
    method: 'PATCH',
    path,
    permission: 'signed-in',
    summary:
      'Keeps which lessons are `finished`, and whether the first steps are put aside (`is_dismissed`).',
    body: change,
    answer,
    async run(ctx, { body }) {
      await keep(changeIn(body), ctx)
      return { status: 200, body: await show(ctx) }
    },
  },
]

interface Stored {
  readonly started_at: string
  readonly dismissed_at: string | null
  readonly finished: readonly string[]
}

const storedText = `select started_at, dismissed_at, finished from onboarding where tenant_id = $1 and user_id = $2`

async function show(ctx: Context) {
  const { tenantId, identity, rows } = ctx
  const mine = [tenantId, identity.userId]
  const [[stored], roles] = await Promise.all([rows<Stored>(storedText, mine), ownRoles(ctx)])
  return {
    is_dismissed: (stored?.dismissed_at ?? null) !== null,
    started_at: stored?.started_at ?? null,
    roles: roles.map(({ code, name }) => ({ code, name })),
    lessons: lessonsOf(ctx, roles, stored?.finished ?? []),
  }
}

interface Change {
  readonly finished: readonly string[] | null
  readonly is_dismissed: boolean | null
}

function changeIn(body: unknown): Change {
  const given = isObject(body) ? body : {}
  const { finished = null, is_dismissed: dismissed = null } = given
  const faults: Fault[] = Object.keys(given)
    .filter((name) => name !== 'finished' && name !== 'is_dismissed')
    .map((name) => ({ pointer: `/${name}`, code: 'kit.unknown_field' }))
  const known = new Set<unknown>(lessons.map(({ key }) => key))
  if (finished !== null && !(Array.isArray(finished) && finished.every((key) => known.has(key)))) {
    faults.push({
      pointer: '/finished',
      code: 'kit.not_a_choice',
      parameters: { choices: [...known].join(', ') },
    })
  }
  if (dismissed !== null && typeof dismissed !== 'boolean') {
    faults.push({
      pointer: '/is_dismissed',
      code: 'kit.wrong_type',
      parameters: { expected: 'true or false' },
    })
  }
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  return { finished: finished as Change['finished'], is_dismissed: dismissed as boolean | null }
}

async function keep(
  { finished, is_dismissed: dismissed }: Change,
  { tenantId, identity, rows, now }: Context,
) {
  const text = `insert into onboarding as o (tenant_id, user_id, started_at, finished, dismissed_at)
    values ($1, $2, $3, coalesce($4::text[], '{}'), case when $5 then $3::timestamptz end)
    on conflict (tenant_id, user_id) do update set
      finished = coalesce($4::text[], o.finished),
      dismissed_at = case when $5 is null then o.dismissed_at when $5 then $3::timestamptz end`
  const unique = finished === null ? null : [...new Set(finished)]
  await rows(text, [tenantId, identity.userId, now.toISOString(), unique, dismissed])
}
