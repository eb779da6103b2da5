/** The steps of an offboarding: seen as they stand, done at a word, ticked by people; each is in the trail. */
import { isObject, isUuid } from '#contract/kit/field/value.ts'
import { invalid, Refusal } from '#contract/kit/failure.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { refuse } from '#contract/user/failures.ts'
import {
  automaticSteps,
  offboarding,
  type OffboardingStep,
  offboardingSteps,
} from '#contract/user/offboarding.ts'
import type { Context } from '#server/kit/context.ts'
import type { Call, Routes } from '#server/kit/http/route.ts'
import type { Answer } from '#server/kit/idempotency.ts'
import { mustHaveRow } from '#server/kit/rights.ts'
import { readOne } from '#server/kit/query/read.ts'
import { prepare, type Stored } from '#server/kit/write/prepare.ts'
import { lockStored, mustSee, write } from '#server/kit/write/save.ts'
import { mustHoldWhatTheyHold } from '#server/modules/user/held-permissions.ts'
import { reasonIn } from '#server/modules/user/access/decision.ts'
import { type AutomaticStep, runStep } from './run-step.ts'
import { mayBeTicked, stepsOf, type Ticks } from './steps.ts'

const path = '/api/v1/offboardings/:key/steps/'

export const offboardingRoutes: Routes = [
  {
    method: 'GET',
    path,
    permission: permissionOf(offboarding, 'view'),
    summary: 'Shows how each step of an offboarding stands just now, with what is left by record.',
    run: async (ctx, { params }) => answerOf({ row: await readOne(offboarding, idIn(params), ctx) }, ctx),
  },
  {
    method: 'POST',
    path: `${path}run/`,
    permission: permissionOf(offboarding, 'change'),
    summary:
      'Does one automatic `step`: account, roles, requests, keys, or charges, which go to the successor.',
    run,
  },
  {
    method: 'POST',
    path: `${path}tick/`,
    permission: permissionOf(offboarding, 'change'),
    summary: 'Ticks a `step` that people do, with a `note`; `is_done` false takes it back.',
    run: tick,
  },
]

type Row = Stored['row']

function idIn({ key = '' }: Call['params']): string {
  if (!isUuid(key)) throw new Refusal('kit.not_found')
  return key.toLowerCase()
}

async function answerOf({ row }: { readonly row: Row }, ctx: Context): Promise<Answer> {
  return { status: 200, body: { results: await stepsOf(row, ctx) } }
}

function stepIn(body: unknown, allowed: (step: OffboardingStep) => boolean): OffboardingStep {
  const given = isObject(body) ? body.step : undefined
  const step = offboardingSteps.find((each) => each === given)
  if (step !== undefined && allowed(step)) return step
  throw invalid('/step', 'kit.not_a_choice', { choices: offboardingSteps.filter(allowed).join(', ') })
}

async function run(ctx: Context, call: Call): Promise<Answer> {
  const isAutomatic = (step: OffboardingStep) => automaticSteps.some((each) => each === step)
  const step = stepIn(call.body, isAutomatic) as AutomaticStep
  const stored = await mustBeOpen(call, ctx)
  const { user, reason, successor } = stored.row
  const leaving = {
    user: String(user),
    reason: String(reason),
    successor: (successor ?? null) as string | null,
  }
  await mustHoldWhatTheyHold([leaving.user], ctx)
  await runStep(step, leaving, ctx)
  return answerOf(stored, ctx)
}

async function tick(ctx: Context, call: Call): Promise<Answer> {
  const step = stepIn(call.body, mayBeTicked)
  const stored = await mustBeOpen(call, ctx)
  const body = call.body as Readonly<Record<string, unknown>>
  const { [step]: _before, ...others } = (stored.row.ticks ?? {}) as Ticks
  const { userId, displayName } = ctx.identity
  const note = reasonIn({ reason: body.note })
  const made = { at: ctx.now.toISOString(), by: userId, by_name: displayName, note }
  const ticks = body.is_done === false ? others : { ...others, [step]: made }
  const draft = await prepare(offboarding, {}, 'patch', stored, null, ctx)
  draft.values.ticks = ticks
  await write(offboarding, [draft], ctx)
  return answerOf({ row: { ...stored.row, ticks } }, ctx)
}

async function mustBeOpen({ params }: Call, ctx: Context): Promise<Stored> {
  const id = idIn(params)
  const stored = (await lockStored(offboarding, [id], ctx)).get(id)
  if (stored === undefined) throw new Refusal('kit.not_found')
  mustSee(offboarding, stored.row, ctx)
  mustHaveRow(ctx.identity, offboarding, 'change', stored.row)
  if (stored.row.status !== 'open') refuse('user.offboarding_over')
  return stored
}
