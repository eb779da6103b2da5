/** The stored files of this process and the workshop that prepares pictures, opened once at start. */
import { join } from 'node:path'
import { type FileStore, openFileStore } from './files.ts'
import { createImageWorkshop, type ImageWorkshop } from './images/image-workshop.ts'

export interface FileServices {
  readonly store: FileStore
  readonly images: ImageWorkshop
}

let opened: FileServices | null = null

/** Call before the first request; `close` when the last one is answered. */
export function openFileServices(dataFolder: string): { close(): Promise<void> } {
  const services = { store: openFileStore(join(dataFolder, 'files')), images: createImageWorkshop() }
  opened = services
  return { close: () => services.images.close() }
}

export function fileServices(): FileServices {
  if (opened === null) throw new TypeError('the file services are not open')
  return opened
}
