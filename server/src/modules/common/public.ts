/** What other modules may use of common. */
export { type FileLink, registerFileLink } from './file-links.ts'
export { storeFile } from './store-file.ts'
