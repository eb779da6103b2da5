/** How close the rows of lists and of document lines stand. */
import { watchEffect } from 'vue'
import { remembered } from './remembered.ts'

export const dense = remembered('dense', false)

watchEffect(() => document.documentElement.classList.toggle('dense', dense.value))
