/** Makes addresses of files for a caller who may have them, with the keys of this process. */
import type { Context } from '#server/kit/context.ts'
import { isPicture } from '#server/modules/common/file-type.ts'
import { addressKeys } from '#server/platform/address-keys.ts'
import { endOfAddress, formatAddress } from './file-address.ts'

/** Only for a file that the caller may read; of a picture the size asked for, of anything else the whole. */
export function addressFor(
  file: { readonly id: string; readonly media_type: string },
  size: number | null,
  ctx: Context,
): string {
  const addressed = {
    tenant: ctx.tenantId,
    file: file.id,
    size: size === null || !isPicture(file.media_type) ? '' : String(size),
    account: ctx.identity.userId,
    until: endOfAddress(ctx.now),
  }
  return formatAddress(addressed, addressKeys())
}

/** The same of a picture, as photos of people are. */
export function pictureAddress(id: string | null, size: number, ctx: Context): string | null {
  return id === null ? null : addressFor({ id, media_type: 'image/png' }, size, ctx)
}
