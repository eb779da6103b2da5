/** Words inside JSON values that have a text in the screens' catalogue. */
export const knownWords = ['percent', 'net_days', 'days'] as const
export type KnownWord = (typeof knownWords)[number]
