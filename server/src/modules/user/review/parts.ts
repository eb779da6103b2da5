/** What the folder adds to its module. */
import { accessReviewLine } from '#contract/user/access-review-line.ts'
import { serve } from '#server/kit/served.ts'
import { accessReviews } from './access-review.ts'
import { completeAccessReview } from './complete-access-review.ts'
import { decideRoute } from './decide-lines.ts'
import { exportRoutes } from './review-export.ts'
import { startAccessReview } from './start-access-review.ts'

export const reviewParts = {
  records: [accessReviews, serve(accessReviewLine)],
  actions: [startAccessReview, completeAccessReview],
  routes: [decideRoute, ...exportRoutes],
}
