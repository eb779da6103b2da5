/** What the server tells its engine at the start. */

/** V8 lets the space for new objects grow to 128 MB and keeps it: a quarter holds what fifty clients leave behind. */
export const serverFlags = ['--max-semi-space-size=16']
