/** The stored files of this process and the workshop that prepares pictures, opened once at start. */
import { join } from 'node:path'
import { defaultFileSettings, type FileSettings } from './file-configuration.ts'
import { type FileStore, openFileStore } from './files.ts'
import { createImageWorkshop, type ImageWorkshop, usualLimits } from './images/image-workshop.ts'

export interface FileServices {
  readonly store: FileStore
  /** What lists were exported to: for who asked, and for a while. */
  readonly exports: FileStore
  readonly images: ImageWorkshop
  readonly settings: FileSettings
}

let opened: FileServices | null = null

/** Call before the first request; `close` when the last one is answered. */
export function openFileServices(
  dataFolder: string,
  settings: FileSettings = defaultFileSettings,
): { close(): Promise<void> } {
  const services = {
    store: openFileStore(join(dataFolder, 'files')),
    exports: openFileStore(join(dataFolder, 'exports')),
    images: createImageWorkshop({ ...usualLimits, bytes: settings.mostMegabytes * 1024 * 1024 }),
    settings,
  }
  opened = services
  return { close: () => services.images.close() }
}

export function fileServices(): FileServices {
  if (opened === null) throw new TypeError('the file services are not open')
  return opened
}
