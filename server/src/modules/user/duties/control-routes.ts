/** Which actions could ask for two persons, which do, and how many people could confirm each. */
import type { Context } from '#server/kit/context.ts'
import type { Route } from '#server/kit/http/route.ts'
import { permissionLabel } from '#server/modules/user/access/permission-label.ts'
import { permissions } from '#server/modules/user/permission-codes.ts'
import { alwaysTwo, isControllable } from './controllable.ts'
import { isOn } from './duty-conflicts.ts'
import { openHolding } from './duty-holding.ts'
import { readDutyWorld } from './duty-world.ts'

export const controllableRoute: Route = {
  method: 'GET',
  path: '/api/v1/dual-controls/actions/',
  permission: 'user.view_dualcontrol',
  summary: 'Lists every action that may ask for two persons, whether it does, and how many could confirm.',
  run: async (ctx) => ({ status: 200, body: { results: await listActions(ctx) } }),
}

interface Stored {
  readonly id: string
  readonly permission: string
  readonly hours: number
  readonly note: string
  readonly status: string
  readonly version: number
}

async function listActions(ctx: Context) {
  const [world, stored] = await Promise.all([
    readDutyWorld('active', ctx),
    ctx.rows<Stored>(
      'select id, permission, hours, note, status, version from dual_control where tenant_id = $1',
      [ctx.tenantId],
    ),
  ])
  const { held } = openHolding(world)
  const present = world.grants.filter((grant) => isOn(grant, ctx.now))
  const controls = new Map(stored.map((control) => [control.permission, control]))
  return permissions
    .filter(({ code }) => isControllable(code))
    .map(({ code, module, record }) => {
      const { permission: _, ...control } = controls.get(code) ?? { permission: code, id: null }
      const people = new Set(held(code, present)?.grants.map(({ user }) => user)).size
      const isAlways = alwaysTwo.has(code)
      const label = permissionLabel(code, ctx.language)
      return {
        permission: code,
        label,
        module,
        record,
        people,
        is_always: isAlways,
        control: 'status' in control ? control : null,
      }
    })
}
