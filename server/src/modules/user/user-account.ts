/** Users: deactivated with a reason, never deleted, and touched only by who may do as much as they. */
import { isTimeZone } from '#contract/kit/dates.ts'
import { type Fault, invalid, Refusal } from '#contract/kit/failure.ts'
import { refuse } from '#contract/user/failures.ts'
import { userAccount } from '#contract/user/user-account.ts'
import type { Context } from '#server/kit/context.ts'
import { type Draft, serve } from '#server/kit/served.ts'
import { holdingWhatTheyHold } from './access/passing.ts'
import { mustHoldWhatTheyHold } from './held-permissions.ts'
import { mustBeConfirmed } from './session/confirmed.ts'

export const userAccounts = serve(userAccount, {
  beforeSave: checkUsers,
  afterSave: keepAnAdministrator,
  beforeDelete: async () => refuse('user.never_deleted'),
  async suits(rows, ctx) {
    const held = await holdingWhatTheyHold(rows, 'id', ctx)
    return (verb, { id }) => verb !== 'delete' && held.has(id)
  },
})

async function checkUsers(drafts: readonly Draft[], ctx: Context): Promise<void> {
  for (const { values, before } of drafts) {
    // Who never signs in by a form is there at once (USR-04).
    if (before === null && (values.kind === 'system' || values.kind === 'api')) values.status = 'active'
  }
  const faults = drafts.flatMap(({ id, values }): Fault[] => {
    const found: Fault[] = []
    if (values.manager === id) found.push({ pointer: '/manager', code: 'user.own_manager' })
    if (!isTimeZone(String(values.timezone))) {
      found.push({ pointer: '/timezone', code: 'kit.wrong_format', parameters: { format: 'time zone' } })
    }
    return found
  })
  if (faults.length > 0) throw new Refusal('kit.invalid', {}, faults)
  await mustShowOwnPictures(drafts, ctx)
  if (drafts.some((draft) => changesOwnName(draft, ctx))) {
    await mustBeConfirmed(ctx.identity, ctx.rows, ctx.now)
  }
  await mustHoldWhatTheyHold(
    drafts.flatMap(({ id, before }) => (before === null ? [] : [id])),
    ctx,
  )
}

const pictureText = `select id from file
  where tenant_id = $1 and id = any ($2::uuid[]) and created_by = $3 and media_type like 'image/%'`

/** A photo is shown to others, so it is a picture that its giver has brought, and no paper of somebody else. */
async function mustShowOwnPictures(drafts: readonly Draft[], ctx: Context): Promise<void> {
  const given = drafts.flatMap(({ values, before }) =>
    typeof values.photo === 'string' && values.photo !== before?.photo ? [values.photo] : [],
  )
  if (given.length === 0) return
  const found = await ctx.rows<{ id: string }>(pictureText, [ctx.tenantId, given, ctx.identity.userId])
  if (given.every((id) => found.some((row) => row.id === id))) return
  throw invalid('/photo', 'kit.reference_missing', { record: 'common.file' })
}

/** What a thief of a session would change first: where codes go, and by what name one comes back (UPR-04). */
const changesOwnName = ({ id, before, values }: Draft, ctx: Context): boolean =>
  id === ctx.identity.userId &&
  before !== null &&
  (before.email !== values.email || before.username !== values.username)

async function keepAnAdministrator(drafts: readonly Draft[], ctx: Context): Promise<void> {
  if (drafts.some(({ values, before }) => before?.status === 'active' && values.status !== 'active')) {
    await ctx.rows('select kontor.keep_administrator()')
  }
}
