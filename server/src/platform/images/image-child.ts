/** The process that decodes and encodes pictures, one at a time, for its parent. */
import { serveJobs } from '#server/platform/child-pool/serve-jobs.ts'
import type { ImageAnswer, ImageJob } from './image-job.ts'
import { ImageRefused } from './image-refused.ts'
import { prepareImage } from './prepare-image.ts'

serveJobs(async (job: ImageJob): Promise<ImageAnswer> => {
  try {
    return { image: await prepareImage(job) }
  } catch (error) {
    if (error instanceof ImageRefused) return { refused: error.code, parameters: error.parameters }
    throw error
  }
})
