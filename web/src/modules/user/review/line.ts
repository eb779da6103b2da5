/** One membership or assignment under review, and who decides over it. */
import type { RowData } from '#web/kit/record/fields.ts'

export interface ReviewLine extends RowData {
  readonly user: string
  readonly user_name: string
  readonly role_name: string
  readonly organization_name: string
  readonly kind: 'membership' | 'regular' | 'elevation'
  readonly conflicts: readonly string[]
  readonly decision: 'open' | 'keep' | 'withdraw'
  readonly comment: string
  readonly decided_by_name: string | null
  readonly decided_at: string | null
}

/** Nobody reviews his own; what the reviewer has himself the deputy decides. */
export function isDeciding(line: ReviewLine, review: RowData, me: string | undefined): boolean {
  if (review.status !== 'open' || line.decision !== 'open' || me === undefined || line.user === me)
    return false
  return me === (line.user === review.reviewer ? review.deputy : review.reviewer)
}
