/** What the environment says of files that people send: how large, and of which kinds (RULINGS 29). */
import { z } from 'zod'

/** All that Kontor can tell by its content; what a browser might run is not among it and cannot be allowed. */
export const knownMediaTypes = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'text/plain',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.oasis.opendocument.spreadsheet',
] as const

export interface FileSettings {
  readonly mostMegabytes: number
  /** Files of other types are not kept. */
  readonly mediaTypes: readonly string[]
}

export const defaultFileSettings: FileSettings = { mostMegabytes: 25, mediaTypes: knownMediaTypes }

/** Part of the schema in configuration.ts. */
export const fileVariables = {
  MAX_UPLOAD_SIZE: z
    .string()
    .regex(/^[1-9]\d?$|^100$/, 'must be a number of megabytes from 1 to 100')
    .transform(Number)
    .default(defaultFileSettings.mostMegabytes),
  ALLOWED_MIME_TYPES: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((type) => type !== ''))
    .refine(
      (types) => types.length > 0 && types.every(isKnown),
      `must list some of ${knownMediaTypes.join(', ')}`,
    )
    .default([...knownMediaTypes]),
}

function isKnown(type: string): boolean {
  return knownMediaTypes.some((known) => known === type)
}

const schema = z.object(fileVariables)

export function fileSettings(given: z.output<typeof schema>): FileSettings {
  return { mostMegabytes: given.MAX_UPLOAD_SIZE, mediaTypes: given.ALLOWED_MIME_TYPES }
}
