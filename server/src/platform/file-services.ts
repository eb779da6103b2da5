/** The stored files of this process and the workshop that prepares pictures, opened once at start. */
import { join } from 'node:path'
import { type FileStore, openFileStore } from './files.ts'
import { createImageWorkshop, type ImageWorkshop } from './images/image-workshop.ts'

export interface FileServices {
  readonly store: FileStore
  /** What lists were exported to: for who asked, and for a while. */
  readonly exports: FileStore
  readonly images: ImageWorkshop
}

let opened: FileServices | null = null

/** Call before the first request; `close` when the last one is answered. */
export function openFileServices(dataFolder: string): { close(): Promise<void> } {
  const services = {
    store: openFileStore(join(dataFolder, 'files')),
    exports: openFileStore(join(dataFolder, 'exports')),
    images: createImageWorkshop(),
  }
  opened = services
  return { close: () => services.images.close() }
}

export function fileServices(): FileServices {
  if (opened === null) throw new TypeError('the file services are not open')
  return opened
}
