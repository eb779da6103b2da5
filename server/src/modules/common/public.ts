/** What other modules may use of common. */
export { type FileLink, registerFileLink } from './file-links.ts'
export { type InspectedFile, inspectFile, inspectPicture } from './inspect-file.ts'
export { storeFile } from './store-file.ts'
