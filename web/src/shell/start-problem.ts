/** Why the session could not be read at the start; the App shows it instead of a page. */
import { shallowRef } from 'vue'

export const startProblem = shallowRef<unknown>(null)
