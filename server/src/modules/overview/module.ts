/** Overview: what waits for somebody. */
import { overviewModule } from '#contract/overview/module.ts'
import { serverModule } from '#server/kit/module.ts'
import { openWork } from './open-work.ts'

export const overview = serverModule({
  contract: overviewModule,
  needs: ['sales', 'user'],
  records: [],
  routes: [openWork],
})
