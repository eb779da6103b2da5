/** What explains a refusal on the screen; the shell provides it, banners show it. */
import type { Component, InjectionKey } from 'vue'

export const denialKey: InjectionKey<Component> = Symbol('denial')
