/** Light, dark, or as the system has it; remembered under the name that public/first-paint.js reads. */
import { usePreferredDark } from '@vueuse/core'
import { computed, ref, watchEffect } from 'vue'

export const colourModes = ['light', 'dark', 'system'] as const
export type ColourMode = (typeof colourModes)[number]

const key = 'kontor.colour_mode'
const stored = localStorage.getItem(key)
const mode = ref<ColourMode>(colourModes.find((one) => one === stored) ?? 'system')
const systemIsDark = usePreferredDark()

export const isDark = computed(() => (mode.value === 'system' ? systemIsDark.value : mode.value === 'dark'))

export const colourMode = computed({
  get: () => mode.value,
  set: (next: ColourMode) => {
    mode.value = next
    localStorage.setItem(key, next)
  },
})

watchEffect(() => document.documentElement.classList.toggle('dark', isDark.value))
