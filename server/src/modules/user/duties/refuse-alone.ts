/** What carries a secret waits for nobody: where it needs two persons, it is refused, so that it is no way around. */
import type { FastifyRequest } from 'fastify'
import { refuse } from '#contract/user/failures.ts'
import { inContext } from '#server/kit/in-context.ts'
import { callerOf } from '#server/kit/http/caller.ts'
import type { PlainRoute, Server } from '#server/kit/http/route.ts'
import { mustHave } from '#server/kit/rights.ts'
import { isControllable } from './controllable.ts'
import { hoursFor } from './second-person.ts'

/** What an address does beside its own permission. */
const alsoDoes: Readonly<Record<string, readonly string[]>> = {
  '/api/v1/users/invite/': ['organization.add_organizationmembership'],
}

/** Asked before every address that its module serves itself. */
export async function refuseAlone(
  { permission, path }: Pick<PlainRoute, 'permission' | 'path'>,
  server: Server,
  request: FastifyRequest,
): Promise<void> {
  if (!isControllable(permission)) return
  const caller = await callerOf(request, server.authenticate, false)
  mustHave(caller.identity, permission)
  const wanted = [permission, ...(alsoDoes[path] ?? [])]
  const hours = await inContext(server.pool, caller, server.now(), (ctx) => hoursFor(wanted, ctx), 'read')
  if (hours !== null) refuse('user.second_person_secret')
}
