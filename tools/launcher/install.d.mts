/** Types of install.mjs, which stays plain JavaScript because it runs before anything is installed. */
export function ensureInstalled(projectFolder: string): Promise<void>
export function isInstalled(projectFolder: string): boolean
