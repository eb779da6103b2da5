/** Tells with each answer how many statements it took: for the bench, whose first client calls alone. */
import type { FastifyInstance } from 'fastify'
import { statementCount } from '#server/platform/database.ts'

const countHeader = 'x-kontor-statements'

/** Only where `KONTOR_COUNT_STATEMENTS=on`; right while no two requests are under way at once. */
export function addStatementCounts(application: FastifyInstance): void {
  let before = 0
  application.addHook('onRequest', async () => {
    before = statementCount()
  })
  application.addHook('onSend', async (_request, reply) => {
    reply.header(countHeader, String(statementCount() - before))
  })
}
