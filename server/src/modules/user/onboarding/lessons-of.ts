/** The first steps of one person: the lessons his permissions open, those of his roles in front. */
import { type Lesson, lessons } from '#contract/user/onboarding.ts'
import type { Context } from '#server/kit/context.ts'
import { organizationsWith } from '#server/kit/rights.ts'

export interface OwnRole {
  readonly code: string
  /** In the reader's language. */
  readonly name: string
}

/** Each once; where a role was copied, what it was copied from counts, too. */
const rolesText = `select distinct on (r.code) r.code, coalesce(r.title ->> $2, r.name) as name, t.code as template
  from role r left join role t on t.id = r.template_id
  where r.code = any ($1) order by r.code, r.tenant_id nulls last`

export async function ownRoles({ identity, rows, language }: Context) {
  const codes = [...new Set(identity.memberships.map(({ role }) => role))]
  return rows<OwnRole & { template: string | null }>(rolesText, [codes, language.slice(0, 2)])
}

/** The general ones stand in for a role that none was written for. */
const atLeast = 3

export function lessonsOf(
  { identity, language }: Context,
  roles: readonly { readonly code: string; readonly template: string | null }[],
  finished: readonly string[],
) {
  const codes = new Set(roles.flatMap(({ code, template }) => [code, template ?? code]))
  const open = lessons.filter(
    ({ permission }) => permission === null || organizationsWith(identity, permission).length > 0,
  )
  const ofRole = open.filter((lesson) => lesson.roles.some((role) => codes.has(role)))
  const featured = new Set(ofRole.length > 0 ? ofRole : open.slice(0, atLeast))
  const inWords = ([english, german]: Lesson['title']) => (language.startsWith('de') ? german : english)
  return open
    .map((lesson) => ({
      key: lesson.key,
      title: inWords(lesson.title),
      detail: inWords(lesson.detail),
      steps: lesson.steps.map(inWords),
      page: lesson.page,
      is_of_role: featured.has(lesson),
      is_finished: finished.includes(lesson.key),
    }))
    .toSorted((one, other) => Number(other.is_of_role) - Number(one.is_of_role))
}
