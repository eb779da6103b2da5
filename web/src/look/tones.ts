/** What a colour means, the same everywhere: on badges, banners and dots. */

/**
 * `neutral`: not begun or done with. `info`: agreed, waiting. `active`: under way. `success`: done as
 * wished. `warning`: needs a look. `danger`: late, refused or failed.
 */
export type Tone = 'neutral' | 'info' | 'active' | 'success' | 'warning' | 'danger'
