/** How Nuxt UI's components look: our colours, and the dense sizes of a program used all day. */
import type { NuxtUIOptions } from '@nuxt/ui/vite'

const smallIcon = { leadingIcon: 'size-4', trailingIcon: 'size-4' }
const menu = {
  item: 'py-1.5',
  itemLeadingIcon: 'size-4 mt-0.5',
  itemTrailingIcon: 'size-4',
  label: 'text-xs',
}

export const theme: NuxtUIOptions['ui'] = {
  colors: {
    primary: 'petrol',
    secondary: 'petrol',
    success: 'green',
    info: 'blue',
    warning: 'amber',
    error: 'red',
    // Our own scale, made in tokens.css; the type knows only Tailwind's.
    neutral: 'ink' as 'stone',
  },
  button: { slots: { base: 'cursor-pointer' }, variants: { size: { md: smallIcon, lg: { base: 'h-10' } } } },
  dropdownMenu: { variants: { size: { md: menu } } },
}
