/** Who may see the picture of a user: whom he shows it to, and who administers users (DIR-04). */
import { may } from '#server/kit/rights.ts'
import { registerFileLink } from '#server/modules/common/public.ts'

const photoText = `select u.id = $2 or $5 and (u.photo_visibility = 'public'
    or u.photo_visibility = 'organization' and exists (
      select from organization_membership m
      where m.tenant_id = u.tenant_id and m.user_id = u.id and m.is_active
        and m.organization_id = any ($3::uuid[]))) as is_shown
  from user_account u where u.tenant_id = $1 and u.photo_id = $4`

registerFileLink(async (file, { identity, tenantId, rows }) => {
  const seesDirectory = may(identity, 'user.view_directory')
  const values = [tenantId, identity.userId, identity.organizationIds, file, seesDirectory]
  const users = await rows<{ is_shown: boolean }>(photoText, values)
  if (users.length === 0) return null
  const isShown = users.every((user) => user.is_shown) || may(identity, 'user.change_useraccount')
  return isShown ? 'shown' : 'hidden'
})
