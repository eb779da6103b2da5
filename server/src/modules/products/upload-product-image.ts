/** Takes a picture of a product as a form sends it: file and picture in one call (IMG). */
import { permissionOf } from '#contract/kit/resource.ts'
import { product } from '#contract/products/product.ts'
import { productImage } from '#contract/products/product-image.ts'
import { rowAnswer } from '#server/kit/http/record-routes.ts'
import type { Route } from '#server/kit/http/route.ts'
import type { Upload } from '#server/kit/http/upload.ts'
import { resolveKey } from '#server/kit/query/by-key.ts'
import { readOne } from '#server/kit/query/read.ts'
import { createRows } from '#server/kit/write/save.ts'
import { type InspectedFile, inspectPicture, storeFile } from '#server/modules/common/public.ts'

export const uploadProductImage: Route = {
  method: 'POST',
  path: '/api/v1/products/:key/images/',
  permission: permissionOf(productImage, 'add'),
  takesFile: true,
  inspect: inspectPicture,
  creates: productImage,
  summary: 'Adds a picture to a product, sent as multipart/form-data.',
  run: async (ctx, { params, upload, inspected }) => {
    const id = await resolveKey(product, params.key ?? '', ctx)
    const { organization } = await readOne(product, id, ctx)
    const file = await storeFile(inspected as InspectedFile, String(organization), ctx)
    const image = { ...describe(upload), product: id, file }
    const [draft] = await createRows(productImage, [image], ctx)
    return rowAnswer(productImage, draft?.id ?? '', ctx, 201)
  },
}

/** The text fields of the form that a picture has. */
function describe(upload: Upload | undefined): Readonly<Record<string, unknown>> {
  const { image_type, is_front, is_primary, position } = upload?.fields ?? {}
  return {
    ...(image_type === undefined ? {} : { image_type }),
    ...(position === undefined ? {} : { position }),
    is_front: is_front === 'true',
    is_primary: is_primary === 'true',
  }
}
