/** Who may see the picture of a user: whom he shows it to, and who administers users (DIR-04). */
import { may } from '#server/kit/rights.ts'
import { registerFileLinks } from '#server/modules/common/public.ts'

const photoText = `select u.photo_id as file, bool_and(u.id = $2 or $5 and (u.photo_visibility = 'public'
    or u.photo_visibility = 'organization' and exists (
      select from organization_membership m
      where m.tenant_id = u.tenant_id and m.user_id = u.id and m.is_active
        and m.organization_id = any ($3::uuid[])))) as is_shown
  from user_account u where u.tenant_id = $1 and u.photo_id = any ($4::uuid[]) group by u.photo_id`

registerFileLinks(async (files, { identity, tenantId, rows }) => {
  const seesDirectory = may(identity, 'user.view_directory')
  const values = [tenantId, identity.userId, identity.organizationIds, files, seesDirectory]
  const photos = await rows<{ file: string; is_shown: boolean }>(photoText, values)
  const seesAll = may(identity, 'user.change_useraccount')
  return photos.map(({ file, is_shown }) => [file, is_shown || seesAll ? 'shown' : 'hidden'] as const)
})
