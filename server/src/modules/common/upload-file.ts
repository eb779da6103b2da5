/** Takes a file as a form sends it and answers with its metadata (FILE-03). */
import { file } from '#contract/common/file.ts'
import { permissionOf } from '#contract/kit/resource.ts'
import { targetOrganization } from '#server/kit/context.ts'
import { rowAnswer } from '#server/kit/http/record-routes.ts'
import type { Route } from '#server/kit/http/route.ts'
import { type InspectedFile, inspectFile } from './inspect-file.ts'
import { storeFile } from './store-file.ts'

export const uploadFile: Route = {
  method: 'POST',
  path: '/api/v1/files/upload/',
  permission: permissionOf(file, 'add'),
  takesFile: true,
  inspect: inspectFile,
  creates: file,
  summary: 'Stores a file sent as multipart/form-data.',
  run: async (ctx, { upload, inspected }) => {
    const organization = targetOrganization(ctx, upload?.fields.organization)
    return rowAnswer(file, await storeFile(inspected as InspectedFile, organization, ctx), ctx, 201)
  },
}
