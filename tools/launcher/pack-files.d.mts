/** Types for the test of pack-files.mjs. */
export function packFiles(folder: string): void
