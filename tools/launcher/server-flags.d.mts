/** Types of server-flags.mjs, which stays plain JavaScript because the launcher runs on any Node. */
export const serverFlags: readonly string[]
